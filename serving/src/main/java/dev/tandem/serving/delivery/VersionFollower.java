package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Follows one model: reads pointers, manifests and operators' words, collects the chunks of the
 * wanted version, and delivers it loaded. Another wanted version takes the place of the one being
 * collected; a refused one leaves the place to the next newest. One whose payload cannot be had is
 * tried again after a pause. Time in which the topics cannot be reached makes nothing late.
 *
 * <p>Not thread-safe: one thread calls {@link #turn} again and again.
 */
public final class VersionFollower implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration PROBE_EVERY = Duration.ofSeconds(5);

  private final VersionLog versions;
  private final VersionSink sink;
  private final Clock clock;
  private final String model;
  private final String control;
  private final VersionTracker tracker;
  private final Steering steering;
  private final ManifestCheck check;
  private final String missing;
  private final PayloadFetch loading;
  private final SnapshotLoader loader;
  private boolean missingTold;
  private Instant probedAt;

  /** The follower closes both logs. */
  public VersionFollower(
      DeliverySettings settings,
      Topics topics,
      VersionLog versions,
      ChunkLog chunks,
      ModelBuilder builder,
      VersionSink sink,
      Clock clock) {
    this.versions = versions;
    this.sink = sink;
    this.clock = clock;
    this.model = settings.model();
    this.control = topics.control();
    this.tracker = new VersionTracker(model);
    this.steering = new Steering(model, settings.fixed());
    this.check = ManifestCheck.of(settings);
    this.missing =
        settings.fixed().isPresent()
            ? "it is not on the topic, as after its retirement. Name another version in serving.shadow."
            : "it is pinned and not on the topic. Pin another version, or unpin the model.";
    this.loading = new PayloadFetch(settings, chunks, clock);
    this.loader = new SnapshotLoader(builder, settings.threads());
    this.probedAt = clock.instant();
  }

  /**
   * Reads what is there, waiting a moment for it, and goes as far as it can with it. Throws Kafka's
   * RetriableException while the topics cannot be reached; a later turn goes on.
   */
  public void turn() {
    try {
      advance();
    } catch (RetriableException e) {
      loading.restartPatience();
      throw e;
    }
  }

  private void advance() {
    read();
    if (versions.caughtUp()) {
      choose();
      loading.candidate().ifPresent(this::load);
    }
    probe();
  }

  private void read() {
    boolean waiting = loading.candidate().isPresent();
    for (LogRecord record : versions.poll(waiting ? Duration.ZERO : IDLE)) {
      try {
        offer(record);
      } catch (RefusedVersionException e) {
        sink.refuse(record.key(), e.getMessage());
      }
    }
  }

  private void offer(LogRecord record) throws RefusedVersionException {
    if (!record.topic().equals(control)) {
      tracker.offer(record, clock.instant());
    } else if (steering.offer(record)) {
      tracker.retry();
      missingTold = false;
      sink.steer(steering.pin());
    }
  }

  private void choose() {
    try {
      Optional<CandidateVersion> next = tracker.next(steering, clock.instant());
      if (next.isEmpty()) {
        loading.cancel();
        search();
      } else if (!loading
          .candidate()
          .map(CandidateVersion::key)
          .equals(next.map(CandidateVersion::key))) {
        begin(next.get());
      }
    } catch (RefusedVersionException e) {
      sink.refuse(model, e.getMessage());
    }
  }

  /** Looks further back for a version that is wanted and was not read yet. */
  private void search() {
    Optional<ModelKey> pin = steering.pin();
    if (pin.isEmpty()) {
      if (!tracker.hasFloor(steering)) {
        versions.searchFurtherBack();
      }
    } else if (!tracker.isServed(pin.get()) && !tracker.isThere(pin.get()) && !missingTold) {
      missingTold = !versions.searchFurtherBack();
      if (missingTold) {
        sink.refuse(pin.get().manifestKey(), missing);
      }
    }
  }

  private void begin(CandidateVersion candidate) {
    if (sink.recall(candidate)) {
      loading.cancel();
      served(candidate);
      return;
    }
    try {
      check.require(candidate.manifest());
      loading.begin(candidate);
    } catch (RefusedVersionException e) {
      refuse(candidate.key(), e.getMessage());
    }
  }

  private void load(CandidateVersion candidate) {
    try {
      Optional<ServedModel> loaded = loaded(candidate);
      if (loaded.isPresent()) {
        check.adopt(candidate.manifest());
        sink.deliver(loaded.get());
        served(candidate);
      }
    } catch (UnavailableVersionException e) {
      versions.probe();
      postpone(candidate.key(), e.getMessage());
    } catch (RefusedVersionException e) {
      refuse(candidate.key(), e.getMessage());
    }
  }

  /** The model once it is whole. What makes memory or stack run out ends this version alone. */
  private Optional<ServedModel> loaded(CandidateVersion candidate) throws RefusedVersionException {
    try {
      Optional<byte[]> payload = loading.advance();
      return payload.isEmpty()
          ? Optional.empty()
          : Optional.of(loader.load(candidate, payload.get()));
    } catch (OutOfMemoryError | StackOverflowError e) {
      loading.cancel();
      throw new RefusedVersionException("it is too large to be loaded here: " + e, e);
    }
  }

  private void served(CandidateVersion candidate) {
    tracker.serve(candidate).forEach(passed -> sink.supersede(passed, candidate.key()));
  }

  private void refuse(ModelKey key, String reason) {
    tracker.drop(key);
    sink.refuse(key.manifestKey(), reason);
  }

  private void postpone(ModelKey key, String reason) {
    Duration pause = tracker.postpone(key, clock.instant());
    sink.refuse(key.manifestKey(), "%s. It is tried again after %s.".formatted(reason, pause));
  }

  /** A poll says nothing of a broker that is away. */
  private void probe() {
    if (clock.instant().isAfter(probedAt.plus(PROBE_EVERY))) {
      versions.probe();
      probedAt = clock.instant();
    }
  }

  /** Makes a waiting {@link #turn} throw Kafka's WakeupException; callable from any thread. */
  public void wakeup() {
    versions.wakeup();
    loading.wakeup();
  }

  @Override
  public void close() {
    try (versions) {
      loading.close();
    }
  }
}
