package dev.tandem.ingest.publish;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.ingest.Modality;
import dev.tandem.ingest.Signal;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;

/** One run of one feed, from start mark to end mark. */
final class FeedRun {
  private final PublisherSettings settings;
  private final Feed feed;
  private final FeedDescription description;
  private final Gate gate;
  private final ClipTimes times;
  private final Instant begin;
  private final StreamWriter writer;
  private final Queue<PendingLabel> pending = new ArrayDeque<>();
  private Instant lastHeartbeat;
  private long clips;
  private long labels;
  private boolean stopped;

  FeedRun(PublisherSettings settings, Feed feed, Producer<String, byte[]> producer, Gate gate) {
    this.settings = settings;
    this.feed = feed;
    this.description = feed.describe();
    this.gate = gate;
    this.times = ClipTimes.of(settings, description);
    this.begin = times.begin(settings.firstClip());
    this.writer = StreamWriter.open(settings, begin, producer, topics(settings, description));
    this.lastHeartbeat = begin;
  }

  PublishedReport run() {
    boolean interrupted = false;
    try {
      begin();
      publishClips();
      publishLabels();
    } catch (InterruptedException | InterruptException e) {
      interrupted = true;
      stopped = true;
      Thread.interrupted(); // cleared, or the end marks could not be sent
    }
    Instant end = writer.latest();
    writer.mark(MarkKind.END, end);
    writer.flush();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return new PublishedReport(
        settings.stream(), clips, labels, begin, end, stopped, feed.skipped());
  }

  /**
   * The marks are alone in flight until they are acknowledged: the leader of a new partition takes
   * a producer's first record whatever its number, so a second batch that overtook a retried first
   * one would shut that one out for good.
   */
  private void begin() {
    writer.mark(MarkKind.START, begin);
    writer.flush();
    feed.skip(settings.firstClip());
  }

  private static List<String> topics(PublisherSettings settings, FeedDescription description) {
    List<String> topics = new ArrayList<>();
    description.modalityNames().forEach(m -> topics.add(settings.topics().features(m)));
    topics.add(settings.topics().labels());
    return topics;
  }

  private void publishClips() throws InterruptedException {
    while (clips < settings.maxClips()) {
      Optional<CapturedClip> clip = feed.next();
      if (clip.isEmpty()) {
        return;
      }
      Instant end = times.end(clip.get().index());
      if (!publishLabelsUntil(end) || !awaitTurn(end)) {
        stopped = true;
        return;
      }
      publish(clip.get(), end);
      heartbeatIfDue(end);
    }
  }

  /** The wall clock comes first: no flow control may let a record from the future pass. */
  private boolean awaitTurn(Instant end) throws InterruptedException {
    Turn turn = new Turn(settings.firstClip(), clips, writer.records(), times);
    return awaitClock(end) && gate.awaitTurn(turn, this::heartbeat);
  }

  private boolean awaitClock(Instant time) throws InterruptedException {
    return gate.awaitClock(time.minus(settings.timing().margin()), this::heartbeat);
  }

  private void publish(CapturedClip clip, Instant end) {
    String id = String.format(Locale.ROOT, "%s-%08d", settings.stream(), clip.index());
    Instant clipTime = times.begin(clip.index());
    for (Modality modality : description.modalities()) {
      Optional.ofNullable(clip.signals().get(modality.name()))
          .ifPresent(signal -> publish(id, clipTime, end, modality, signal));
    }
    clip.label()
        .map(l -> Label.newBuilder().setClassName(l.className()).setTargets(l.targets()))
        .map(l -> l.setClipId(id).setClipTime(clipTime).setStream(settings.stream()).build())
        .map(label -> new PendingLabel(label, end.plus(settings.timing().labelDelay())))
        .ifPresent(pending::add);
    clips++;
  }

  private void publish(String id, Instant clipTime, Instant end, Modality modality, Signal signal) {
    Features.Builder features =
        Features.newBuilder().setClipId(id).setClipTime(clipTime).setModality(modality.name());
    writer.features(
        settings.topics().features(modality.name()),
        features,
        modality.extractor().extract(signal),
        end);
  }

  /** Labels known by {@code time}, oldest first; false if the run was stopped meanwhile. */
  private boolean publishLabelsUntil(Instant time) throws InterruptedException {
    while (!pending.isEmpty() && !pending.element().known().isAfter(time)) {
      if (!awaitClock(pending.element().known())) {
        return false;
      }
      writer.label(settings.topics().labels(), pending.remove());
      labels++;
    }
    return true;
  }

  /** At the end of the feed: the labels that are still to become known. */
  private void publishLabels() throws InterruptedException {
    if (!stopped && !publishLabelsUntil(Instant.MAX)) {
      stopped = true;
    }
  }

  private void heartbeatIfDue(Instant time) throws InterruptedException {
    if (Duration.between(lastHeartbeat, time).compareTo(settings.timing().heartbeat()) >= 0) {
      publishLabelsUntil(time);
      heartbeat();
    }
  }

  /** Says how far the stream is; everything older is written. */
  private void heartbeat() {
    if (writer.latest().isAfter(lastHeartbeat)) {
      lastHeartbeat = writer.latest();
      writer.mark(MarkKind.HEARTBEAT, lastHeartbeat);
    }
  }
}
