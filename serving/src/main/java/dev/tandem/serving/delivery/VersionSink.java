package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.util.Optional;

/** What becomes of the versions of a model. Called by the thread that follows them. */
public interface VersionSink {
  /** A version to serve from now on; the sink becomes its first holder. */
  void deliver(ServedModel model);

  /** Serves the version again if it was kept; false if it must be loaded. */
  boolean recall(CandidateVersion candidate);

  /**
   * Something was refused, for good or for a while, as the reason says; nothing changes.
   *
   * @param version what was refused: a version, or the key of a record that names none
   */
  void refuse(String version, String reason);

  /** {@code version} was read and will not be served, because {@code by} is. */
  void supersede(ModelKey version, ModelKey by);

  /**
   * An operator wants one version, or the newest again, or had one released; what was refused
   * before may be tried again.
   *
   * @param pin the one version that is wanted; empty where the newest is
   */
  void steer(Optional<ModelKey> pin);
}
