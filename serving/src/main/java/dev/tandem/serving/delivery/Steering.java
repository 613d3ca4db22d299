package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ControlEvent;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** What operators want of one model, from the records of the control topic. */
final class Steering {
  /** Versions are released one by one, by hand. */
  private static final int MAX_RELEASED = 1024;

  private final String model;
  private final Optional<ModelKey> fixed;
  private final TreeSet<ModelKey> released = new TreeSet<>();
  private Optional<ModelKey> pin = Optional.empty();

  /**
   * @param fixed the one version that is wanted whatever is said; empty to listen
   */
  Steering(String model, Optional<ModelKey> fixed) {
    this.model = ModelKey.requireName(model);
    this.fixed = fixed;
  }

  /**
   * Takes note of one record; what is said of other models, or to the trainer, says nothing here.
   *
   * @return true if it may change which version is wanted
   */
  boolean offer(LogRecord record) throws RefusedVersionException {
    if (!concerns(record.key()) || record.value().isEmpty()) {
      return false;
    }
    ControlEvent event = decode(record.value().get());
    if (!event.getModel().equals(model)) {
      throw new RefusedVersionException(
          "the control event under key %s names model %s"
              .formatted(record.key(), event.getModel()));
    }
    if (!event.getStream().isEmpty()) {
      return false; // to the trainer
    }
    return switch (event.getAction()) {
      case PIN -> pin(Optional.of(version(event)));
      case UNPIN, FOLLOW -> pin(Optional.empty());
      case RELEASE -> release(version(event));
      default -> false; // to the trainer
    };
  }

  private boolean concerns(String key) {
    return key.equals(model)
        || ModelKey.ofManifestKey(key).filter(version -> version.model().equals(model)).isPresent();
  }

  private static ControlEvent decode(byte[] value) throws RefusedVersionException {
    try {
      return Wire.decode(value, ControlEvent.class);
    } catch (WireException e) {
      throw new RefusedVersionException("unreadable control event: " + e.getMessage(), e);
    }
  }

  private ModelKey version(ControlEvent event) throws RefusedVersionException {
    if (event.getGeneration() < 1 || event.getVersion() < 1) {
      throw new RefusedVersionException(
          "the control event %s names version %d.%d; both must be at least 1"
              .formatted(event.getAction(), event.getGeneration(), event.getVersion()));
    }
    return new ModelKey(model, event.getGeneration(), event.getVersion());
  }

  private boolean pin(Optional<ModelKey> version) {
    boolean changed = !pin.equals(version);
    pin = version;
    return changed && fixed.isEmpty();
  }

  private boolean release(ModelKey version) {
    boolean changed = released.add(version);
    if (released.size() > MAX_RELEASED) {
      released.pollFirst();
    }
    return changed;
  }

  /** The one version that is wanted; empty where the newest is. */
  Optional<ModelKey> pin() {
    return fixed.or(() -> pin);
  }

  /** Not to be changed; those that were never held among them. */
  NavigableSet<ModelKey> released() {
    return released;
  }

  boolean isReleased(ModelKey version) {
    return released.contains(version);
  }
}
