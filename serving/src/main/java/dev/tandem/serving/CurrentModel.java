package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.serving.delivery.CandidateVersion;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.delivery.VersionSink;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one reference that is swapped, and how it stands. Thread-safe. */
final class CurrentModel implements VersionSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentModel.class);

  /**
   * What was refused.
   *
   * @param version empty where it was a record that names none
   */
  private record Refusal(Optional<ModelKey> version, String text) {
    boolean isNewerThan(Optional<ModelKey> other) {
      return version.filter(key -> other.isEmpty() || key.compareTo(other.get()) > 0).isPresent();
    }
  }

  private final AtomicReference<Optional<ServedModel>> served =
      new AtomicReference<>(Optional.empty());
  private final CountDownLatch first = new CountDownLatch(1);
  private final Map<ModelKey, ServedModel> kept = new LinkedHashMap<>();
  private final int keep;
  private final SwapListener listener;
  private final Clock clock;
  private boolean closed;
  private volatile Optional<ModelKey> pinned = Optional.empty();

  /** Of the newest version that was refused, unless one as new answers. */
  private volatile Optional<Refusal> refusal = Optional.empty();

  private volatile Optional<String> outage = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();

  /**
   * @param keep versions that stay loaded, the one that answers among them
   */
  CurrentModel(int keep, SwapListener listener, Clock clock) {
    this.keep = keep;
    this.listener = listener;
    this.clock = clock;
  }

  /** The current version, held once more for the caller. */
  Optional<ServedModel> retain() {
    Optional<ServedModel> model = served.get();
    while (model.isPresent() && !model.get().retain()) {
      model = served.get();
    }
    return model;
  }

  /** What comes after {@link #close}, from a build that took long, is let go at once. */
  @Override
  public void deliver(ServedModel model) {
    if (!serve(model, model.candidate())) {
      model.release();
    }
  }

  @Override
  public boolean recall(CandidateVersion candidate) {
    ServedModel model;
    synchronized (kept) {
      model = kept.get(candidate.key());
    }
    if (model == null || !model.manifest().getSha256().equals(candidate.manifest().getSha256())) {
      return false;
    }
    return serve(model, candidate);
  }

  private boolean serve(ServedModel model, CandidateVersion candidate) {
    Swap swap;
    synchronized (kept) {
      if (closed) {
        return false;
      }
      refusal = refusal.filter(refused -> refused.isNewerThan(Optional.of(candidate.key())));
      served.set(Optional.of(model));
      swap = swap(candidate);
      keep(model);
    }
    first.countDown();
    LOG.info("{} answers, {} ms after its publication", swap.version(), swap.delay().toMillis());
    tell(() -> listener.loaded(swap));
    return true;
  }

  /** The one hold on each kept version is ours; the one unused for longest goes first. */
  private void keep(ServedModel model) {
    ServedModel earlier = kept.remove(model.key());
    if (earlier != null && earlier != model) {
      earlier.release();
    }
    kept.put(model.key(), model);
    Iterator<ServedModel> oldest = kept.values().iterator();
    for (int surplus = kept.size() - keep; surplus > 0; surplus--) {
      oldest.next().release();
      oldest.remove();
    }
  }

  private Swap swap(CandidateVersion candidate) {
    return new Swap(
        candidate.key(),
        candidate.manifest().getStep(),
        candidate.manifest().getPublishedAt(),
        candidate.recordTime(),
        candidate.seenAt(),
        clock.instant(),
        candidate.manifest().getBytes());
  }

  @Override
  public void refuse(String version, String reason) {
    Optional<ModelKey> key = ModelKey.ofManifestKey(version);
    if (refusal.filter(earlier -> earlier.isNewerThan(key)).isEmpty()) {
      refusal = Optional.of(new Refusal(key, "%s is refused: %s".formatted(version, reason)));
    }
    LOG.warn("{} is refused: {}", version, reason);
    tell(() -> listener.refused(version, reason, clock.instant()));
  }

  @Override
  public void steer(Optional<ModelKey> pin) {
    refusal = Optional.empty();
    pinned = pin;
    LOG.info("{}", pin.map(key -> key + " is pinned").orElse("the newest version is wanted"));
    tell(() -> listener.steered(pin, clock.instant()));
  }

  @Override
  public void supersede(ModelKey version, ModelKey by) {
    tell(() -> listener.superseded(version, by, clock.instant()));
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.error("a listener of model swaps failed; models are loaded all the same", e);
    }
  }

  /** Says whether the topics can be read: the reason why not, or empty. */
  void outage(Optional<String> reason) {
    if (!reason.equals(outage)) {
      reason.ifPresent(text -> LOG.warn("models cannot be read, trying again: {}", text));
    }
    outage = reason;
  }

  /** Says that following has ended by an error. */
  void fail(String reason) {
    failure = Optional.of(reason);
  }

  boolean awaitFirst(Duration timeout) throws InterruptedException {
    return first.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  Optional<ModelKey> version() {
    return served.get().map(ServedModel::key);
  }

  ModelHealth health() {
    if (failure.isPresent()) {
      return ModelHealth.FAILED;
    }
    if (served.get().isEmpty()) {
      return ModelHealth.LOADING;
    }
    return problem().isPresent() ? ModelHealth.STALE : ModelHealth.READY;
  }

  Optional<ModelKey> pinned() {
    return pinned;
  }

  Optional<String> problem() {
    return failure.or(() -> outage).or(() -> refusal.map(Refusal::text));
  }

  @Override
  public void close() {
    synchronized (kept) {
      closed = true;
      served.set(Optional.empty());
      kept.values().forEach(ServedModel::release);
      kept.clear();
    }
  }
}
