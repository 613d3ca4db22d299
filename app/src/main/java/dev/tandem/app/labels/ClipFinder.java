package dev.tandem.app.labels;

import dev.tandem.app.run.FeatureTopics;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds clips by what the feature topics hold. Every method throws {@link UsageException} where
 * there is no such clip.
 */
public final class ClipFinder {
  /** No clip is longer. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Comparator<LabelledClip> NEWEST =
      Comparator.comparing(LabelledClip::begin).thenComparing(LabelledClip::id);

  private final CommittedLog log;
  private final Map<TopicPartition, Span> whole = new HashMap<>();

  private ClipFinder(CommittedLog log) {
    this.log = log;
  }

  /** Over all that is committed now. */
  public static ClipFinder of(CommittedLog log, Topics topics) {
    ClipFinder finder = new ClipFinder(log);
    FeatureTopics.of(finder.log, topics)
        .forEach(topic -> finder.whole.putAll(finder.log.whole(topic)));
    return finder;
  }

  /** The clip of that id. */
  public LabelledClip clip(String id) {
    return newest(whole, clip -> clip.id().equals(id))
        .orElseThrow(
            () ->
                new UsageException(
                    "the clip is '%s'; the feature topics hold none of that id".formatted(id)));
  }

  /** The last clip of a stream. */
  public LabelledClip last(String stream) {
    LabelledClip one =
        newest(whole, clip -> clip.stream().equals(stream)).orElseThrow(() -> unknown(stream));
    return read(log.since(one.end(), whole.keySet()), clip -> clip.stream().equals(stream))
        .filter(clip -> NEWEST.compare(clip, one) > 0)
        .orElse(one);
  }

  /** The clip of a stream that is at {@code time}. */
  public LabelledClip at(String stream, Instant time) {
    Map<TopicPartition, Span> from = log.since(time, whole.keySet());
    Map<TopicPartition, Span> behind = log.since(time.plus(LONGEST), whole.keySet());
    Map<TopicPartition, Span> around = new HashMap<>();
    from.forEach(
        (partition, span) ->
            around.put(partition, new Span(span.from(), behind.get(partition).from())));
    return read(around, clip -> clip.stream().equals(stream) && clip.isAt(time))
        .orElseThrow(
            () -> {
              LabelledClip last = last(stream);
              return new UsageException(
                  "stream %s has no clip at %s; its last one, %s, is from %s to %s"
                      .formatted(stream, time, last.id(), last.begin(), last.end()));
            });
  }

  private UsageException unknown(String stream) {
    TreeSet<String> known = new TreeSet<>();
    new NewestFirst(log)
        .look(whole, record -> clip(record).filter(clip -> known.add(clip.stream())).isPresent());
    return new UsageException(
        known.isEmpty()
            ? "the stream is '%s'; the feature topics hold no clip".formatted(stream)
            : "the stream is '%s'; the feature topics hold no clip of it. Others that are there: %s"
                .formatted(stream, String.join(", ", known)));
  }

  private Optional<LabelledClip> newest(
      Map<TopicPartition, Span> spans, Predicate<LabelledClip> wanted) {
    Newest newest = new Newest(wanted);
    new NewestFirst(log).look(spans, newest::offer);
    return newest.clip;
  }

  private Optional<LabelledClip> read(
      Map<TopicPartition, Span> spans, Predicate<LabelledClip> wanted) {
    Newest newest = new Newest(wanted);
    log.read(spans, newest::offer);
    return newest.clip;
  }

  private static Optional<LabelledClip> clip(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Wire.decode(record.value()) instanceof Features features
          ? Optional.of(LabelledClip.of(features, record.timestamp()))
          : Optional.empty();
    } catch (WireException junk) {
      return Optional.empty();
    }
  }

  private static final class Newest {
    private final Predicate<LabelledClip> wanted;
    private Optional<LabelledClip> clip = Optional.empty();

    Newest(Predicate<LabelledClip> wanted) {
      this.wanted = wanted;
    }

    boolean offer(ConsumerRecord<byte[], byte[]> record) {
      Optional<LabelledClip> found = clip(record).filter(wanted);
      if (found.isPresent() && clip.filter(c -> NEWEST.compare(c, found.get()) >= 0).isEmpty()) {
        clip = found;
      }
      return found.isPresent();
    }

    private Optional<LabelledClip> clip(ConsumerRecord<byte[], byte[]> record) {
      return ClipFinder.clip(record);
    }
  }
}
