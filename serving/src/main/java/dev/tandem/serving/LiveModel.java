package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.KafkaChunkLog;
import dev.tandem.serving.delivery.KafkaVersionLog;
import dev.tandem.serving.delivery.ModelBuilder;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.delivery.VersionFollower;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The newest version of one model, or the one that operators pinned, kept current by a thread of
 * its own: a committed version is verified and built beside the running one, then one reference is
 * swapped, so no request waits and none fails. What does not fit is refused and the last good
 * version goes on.
 *
 * <pre>{@code
 * try (LiveModel.Lease lease = live.acquire()) {
 *   answers = lease.model().score(examples); // one version, whatever is published meanwhile
 * }
 * }</pre>
 *
 * Thread-safe.
 */
public final class LiveModel implements AutoCloseable {
  private final CurrentModel current;
  private final ModelThread thread;

  private LiveModel(CurrentModel current, ModelThread thread) {
    this.current = current;
    this.thread = thread;
  }

  /** Begins to follow a model; returns before there is one. */
  public static LiveModel start(
      DeliverySettings settings,
      Topics topics,
      KafkaClients clients,
      ModelBuilder builder,
      SwapListener listener,
      Clock clock) {
    String name = "tandem-live-" + settings.model();
    CurrentModel current = new CurrentModel(settings.keep(), listener, clock);
    VersionFollower follower =
        new VersionFollower(
            settings,
            topics,
            new KafkaVersionLog(
                clients.reader(name + "-models"), topics.models(), topics.control()),
            new KafkaChunkLog(clients.reader(name + "-chunks"), topics.modelChunks()),
            builder,
            current,
            clock);
    return start(name, follower, current);
  }

  static LiveModel start(String name, VersionFollower follower, CurrentModel current) {
    ModelThread thread = new ModelThread(name, follower, current);
    thread.start();
    return new LiveModel(current, thread);
  }

  /**
   * The version that answers now, for as long as the lease is open.
   *
   * @throws IllegalStateException if none is loaded; see {@link #health} and {@link #awaitReady}
   */
  public Lease acquire() {
    return tryAcquire()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no model version is loaded (%s%s); wait for one with awaitReady"
                        .formatted(health(), problem().map(p -> ": " + p).orElse(""))));
  }

  /** As {@link #acquire}, empty if no version is loaded. */
  public Optional<Lease> tryAcquire() {
    return current.retain().map(Lease::new);
  }

  /** Waits for the first version; false if there is none after {@code timeout}. */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return current.awaitFirst(timeout);
  }

  /** The version that answers now. */
  public Optional<ModelKey> version() {
    return current.version();
  }

  /** The version that operators pinned, whether it answers yet or not. */
  public Optional<ModelKey> pinned() {
    return current.pinned();
  }

  public ModelHealth health() {
    return current.health();
  }

  /** Why the health is not READY, where that is known. */
  public Optional<String> problem() {
    return current.problem();
  }

  /** Ends following; the version is freed when the last lease on it ends. */
  @Override
  public void close() {
    thread.close();
    current.close();
  }

  /** A right to one version. */
  public static final class Lease implements AutoCloseable {
    private final ServedModel model;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Lease(ServedModel model) {
      this.model = model;
    }

    public ModelKey version() {
      return model.key();
    }

    public ModelManifest manifest() {
      return model.manifest();
    }

    /** Not to be used after {@link #close}. */
    public ServedModel model() {
      return model;
    }

    /** Ends the lease; closing again does nothing. */
    @Override
    public void close() {
      if (open.getAndSet(false)) {
        model.release();
      }
    }
  }
}
