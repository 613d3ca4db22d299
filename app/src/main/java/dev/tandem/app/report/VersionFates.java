package dev.tandem.app.report;

import dev.tandem.schemas.ModelKey;
import dev.tandem.serving.Swap;
import dev.tandem.serving.SwapListener;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the last versions that a consumer read. Bounded. Thread-safe. */
public final class VersionFates implements SwapListener {
  private static final Logger LOG = LoggerFactory.getLogger(VersionFates.class);

  /** Of each fate, so many versions are remembered. */
  private static final int REMEMBERED = 10_000;

  private final Deque<Swap> served = new ArrayDeque<>();
  private final Deque<ModelKey> superseded = new ArrayDeque<>();
  private final Deque<String> refused = new ArrayDeque<>();

  @Override
  public synchronized void loaded(Swap swap) {
    remember(served, swap);
  }

  @Override
  public synchronized void superseded(ModelKey version, ModelKey by, Instant at) {
    remember(superseded, version);
  }

  @Override
  public synchronized void refused(String version, String reason, Instant at) {
    LOG.warn("version {} was refused: {}", version, reason);
    remember(refused, version + ": " + reason);
  }

  private static <T> void remember(Deque<T> fates, T fate) {
    fates.addLast(fate);
    if (fates.size() > REMEMBERED) {
      fates.removeFirst();
    }
  }

  /** Versions that went live, in order. */
  public synchronized List<Swap> served() {
    return List.copyOf(served);
  }

  /** Versions that were passed over for a newer one. */
  public synchronized List<ModelKey> superseded() {
    return List.copyOf(superseded);
  }

  /** What was refused, each with its reason. */
  public synchronized List<String> refused() {
    return List.copyOf(refused);
  }
}
