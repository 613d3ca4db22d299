package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.PublishedClip;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.feed.Delivery;
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
  /** So many empty looks for a clip are a silence. */
  private static final int SILENT_LOOKS = 10;

  private final PublisherSettings settings;
  private final Feed feed;
  private final FeedDescription description;
  private final PublishGate gate;
  private final PublishCounts counts;
  private final ClipRecorder recorder;
  private final ClipTimes times;
  private final Instant begin;
  private final StreamWriter writer;
  private final Queue<PendingLabel> pending = new ArrayDeque<>();
  private Instant lastHeartbeat;
  private long clips;
  private long labels;
  private long late;
  private boolean stopped;

  /**
   * @param gateway what a gateway's marks go by; empty where the stream writes its own
   * @param counts told what becomes of the clips
   * @param recorder told what is published
   */
  FeedRun(
      PublisherSettings settings,
      Feed feed,
      Producer<String, byte[]> producer,
      Optional<StreamMarks> gateway,
      PublishGate gate,
      PublishCounts counts,
      ClipRecorder recorder) {
    this.counts = counts;
    this.recorder = recorder;
    this.settings = settings;
    this.feed = feed;
    this.description = feed.describe();
    this.gate = gate;
    this.times = ClipTimes.of(settings, description);
    this.begin = times.begin(settings.firstClip());
    RecordSender sender = new RecordSender(settings.stream(), producer, counts);
    StreamMarks marks = gateway.orElseGet(() -> ownMarks(settings, sender));
    this.writer = new StreamWriter(settings.stream(), begin, sender, marks);
    this.lastHeartbeat = begin;
  }

  PublishedReport run() {
    boolean interrupted = false;
    recorder.begin(description);
    begin();
    boolean waits = settings.delivery() == Delivery.BLOCK;
    long most = waits ? settings.maxClips() : Long.MAX_VALUE; // some may not be published
    Capture capture = Capture.start(feed, settings.firstClip(), most, waits, counts);
    try (capture) {
      publishClips(capture);
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
        settings.stream(),
        clips,
        labels,
        begin,
        end,
        late + capture.dropped(),
        stopped,
        feed.skipped());
  }

  /**
   * The marks are alone in flight until they are acknowledged: the leader of a new partition takes
   * a producer's first record whatever its number, so a second batch that overtook a retried first
   * one would shut that one out for good.
   */
  private void begin() {
    writer.mark(MarkKind.START, begin);
    writer.flush();
  }

  private StreamMarks ownMarks(PublisherSettings of, RecordSender sender) {
    List<String> topics = new ArrayList<>();
    description.modalityNames().forEach(m -> topics.add(of.topics().features(m)));
    topics.add(of.topics().labels());
    return new MarkWriter(of.stream(), sender, sender.partitions(topics));
  }

  private void publishClips(Capture capture) throws InterruptedException {
    Optional<Extracted> clip = take(capture);
    while (clip.isPresent()) {
      Instant clipTime = begin(clip.get());
      Instant end = clipTime.plus(description.length());
      if (end.isBefore(lastHeartbeat)) {
        late++; // everything older was said to be written
        counts.lateClip();
      } else if (publishLabelsUntil(end) && awaitTurn(end)) {
        publish(clip.get(), clipTime, end);
        heartbeatIfDue(end);
      } else {
        stopped = true;
        return;
      }
      clip = take(capture);
    }
  }

  /** The next clip, however long it takes; empty at the end, and where the run was stopped. */
  private Optional<Extracted> take(Capture capture) throws InterruptedException {
    for (int looks = 1; !gate.stopping().getAsBoolean(); looks++) {
      if (clips >= settings.maxClips()) {
        return Optional.empty();
      }
      Optional<Extracted> clip = capture.poll(PublishGate.SLICE);
      if (clip.isPresent() || capture.isOver()) {
        return clip;
      }
      if (looks % SILENT_LOOKS == 0) {
        heartbeat();
      }
      heartbeatUntilHorizon(capture);
    }
    stopped = true;
    return Optional.empty();
  }

  private Instant begin(Extracted clip) {
    return clip.captured().orElseGet(() -> times.begin(clip.index()));
  }

  /** The wall clock comes first: no flow control may let a record from the future pass. */
  private boolean awaitTurn(Instant end) throws InterruptedException {
    Turn turn = new Turn(settings.firstClip(), clips, writer.records(), times);
    return awaitClock(end) && gate.awaitTurn(turn, this::heartbeat);
  }

  private boolean awaitClock(Instant time) throws InterruptedException {
    return gate.awaitClock(time.minus(settings.timing().margin()), this::heartbeat);
  }

  private void publish(Extracted clip, Instant clipTime, Instant end) {
    String id = String.format(Locale.ROOT, "%s-%08d", settings.stream(), clip.index());
    clip.features().forEach((modality, tensor) -> publish(id, clipTime, end, modality, tensor));
    clip.label()
        .map(l -> Label.newBuilder().setClassName(l.className()).setTargets(l.targets()))
        .map(l -> l.setClipId(id).setClipTime(clipTime).setStream(settings.stream()).build())
        .map(label -> new PendingLabel(label, end.plus(settings.timing().labelDelay())))
        .ifPresent(pending::add);
    recorder.clip(
        new PublishedClip(id, settings.stream(), clipTime, clip.features(), clip.label()));
    clips++;
    counts.clip(end);
  }

  private void publish(
      String id, Instant clipTime, Instant end, String modality, FeatureTensor tensor) {
    Features.Builder features =
        Features.newBuilder().setClipId(id).setClipTime(clipTime).setModality(modality);
    writer.features(settings.topics().features(modality), features, tensor, end);
  }

  /** Labels known by {@code time}, oldest first; false if the run was stopped meanwhile. */
  private boolean publishLabelsUntil(Instant time) throws InterruptedException {
    while (!pending.isEmpty() && !pending.element().known().isAfter(time)) {
      if (!awaitClock(pending.element().known())) {
        return false;
      }
      writer.label(settings.topics().labels(), pending.remove());
      labels++;
      counts.label();
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
    if (isDue(time)) {
      publishLabelsUntil(time);
      heartbeat();
    }
  }

  /** Nothing comes any more that is older than the feed's horizon, though nothing came at all. */
  private void heartbeatUntilHorizon(Capture capture) throws InterruptedException {
    Instant now = gate.clock().instant();
    Optional<Instant> horizon = capture.horizon().filter(time -> !time.isAfter(now));
    if (horizon.isPresent() && isDue(horizon.get()) && publishLabelsUntil(horizon.get())) {
      lastHeartbeat = horizon.get();
      writer.mark(MarkKind.HEARTBEAT, lastHeartbeat);
    }
  }

  private boolean isDue(Instant time) {
    return Duration.between(lastHeartbeat, time).compareTo(settings.timing().heartbeat()) >= 0;
  }

  /** Says how far the stream is; everything older is written. */
  private void heartbeat() {
    if (writer.latest().isAfter(lastHeartbeat)) {
      lastHeartbeat = writer.latest();
      writer.mark(MarkKind.HEARTBEAT, lastHeartbeat);
    }
  }
}
