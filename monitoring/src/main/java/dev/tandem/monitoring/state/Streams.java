package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.monitoring.state.Happenings.Weight;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The streams that were heard of last. */
final class Streams implements Section {
  /** That are held. */
  static final int MOST = 5_000;

  /** Streams of which an operator's word is held. */
  static final int MOST_WORDS = 20_000;

  /** That are shown. */
  static final int SHOWN = 40;

  /** As ingest names clips. */
  private static final Pattern CLIP_ID = Pattern.compile("(.+)-\\d{8,}");

  private final Happenings happenings;
  private final Recent<String, StreamFacts> streams = new Recent<>(MOST);

  /** The word that counts of each stream that there was one of, for longer than the stream. */
  private final Recent<String, ControlEvent> words = new Recent<>(MOST_WORDS);

  Streams(Happenings happenings) {
    this.happenings = happenings;
  }

  void offer(Label label, long now) {
    StreamFacts facts = of(label.getStream());
    facts.clip(label.getClipTime().toEpochMilli(), label.getGateway(), now);
    facts.labelled();
  }

  void offer(StreamMark mark, long now) {
    of(mark.getStream()).mark(mark, now);
  }

  void offer(Prediction answer, long now) {
    Matcher matcher = CLIP_ID.matcher(answer.getClipId());
    if (matcher.matches()) {
      of(matcher.group(1)).answered(now);
    }
  }

  /**
   * A segment.
   *
   * @param time of its record, when it was complete
   */
  void offer(Features segment, long time, long now) {
    StreamFacts facts = of(segment.getStream());
    long clip = segment.getClipTime().toEpochMilli();
    facts.clip(clip, segment.getGateway(), now);
    facts.segment(segment.getModality(), time - clip);
  }

  void letter(String stream) {
    of(stream).letter();
  }

  /** A word on a stream. */
  void offer(ControlEvent word, long time) {
    of(word.getStream()).word(word);
    words.merge(
        Names.cut(word.getStream()),
        word,
        (one, other) -> other.getTime().isBefore(one.getTime()) ? one : other);
    boolean quarantine = word.getAction() == ControlAction.QUARANTINE;
    happenings.add(
        time,
        quarantine ? Weight.WARNING : Weight.NEWS,
        quarantine ? "quarantine" : "release",
        "stream %s %s by %s%s"
            .formatted(
                word.getStream(),
                quarantine ? "is quarantined" : "is released",
                word.getWho(),
                word.getWhy().isEmpty() ? "" : ": " + word.getWhy()));
  }

  private StreamFacts of(String stream) {
    return streams.computeIfAbsent(Names.cut(stream), this::known);
  }

  /** One that is new here, or was too long ago. */
  private StreamFacts known(String name) {
    StreamFacts facts = new StreamFacts(name);
    Optional.ofNullable(words.get(name)).ifPresent(facts::word);
    return facts;
  }

  /** Whether there are streams, and all that were heard of have ended. */
  boolean haveEnded() {
    return streams.values().stream().anyMatch(this::isOver)
        && streams.values().stream().allMatch(s -> isOver(s) || s.markTime() < 0);
  }

  private boolean isOver(StreamFacts stream) {
    StreamFacts speaker = streams.get(stream.gateway());
    return stream.hasEnded() || (speaker != null && speaker.hasEnded());
  }

  /** Of those that go on and tell their progress, the one that is least far. */
  Optional<StreamFacts> slowest() {
    return streams.values().stream()
        .filter(stream -> stream.markTime() >= 0 && !stream.hasEnded())
        .min(Comparator.comparingLong(StreamFacts::markTime));
  }

  /** How far the farthest stream is; -1 where none tells. */
  long farthest() {
    return streams.values().stream().mapToLong(StreamFacts::markTime).max().orElse(-1);
  }

  @Override
  public String name() {
    return "streams";
  }

  /** Those in quarantine first, then those that go on, then by name. */
  @Override
  public void write(JsonWriter out) throws IOException {
    List<StreamFacts> shown =
        streams.values().stream()
            .sorted(
                Comparator.comparing((StreamFacts s) -> !s.isQuarantined())
                    .thenComparing(this::isOver)
                    .thenComparing(StreamFacts::name))
            .limit(SHOWN)
            .toList();
    out.beginObject();
    out.name("count").value(streams.size());
    out.name("live").value(streams.values().stream().filter(s -> !isOver(s)).count());
    out.name("list").beginArray();
    for (StreamFacts stream : shown) {
      stream.write(out, isOver(stream));
    }
    out.endArray();
    out.endObject();
  }
}
