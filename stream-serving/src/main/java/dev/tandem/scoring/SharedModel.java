package dev.tandem.scoring;

import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ModelHealth;
import java.util.HashMap;
import java.util.Map;

/** One live model for all tasks of a job in a process, for as long as any of them has it. */
final class SharedModel implements AutoCloseable {
  private static final Map<ModelSource, SharedModel> OPEN = new HashMap<>();

  private final ModelSource source;
  private final LiveModel live;
  private int holders;

  private SharedModel(ModelSource source) {
    this.source = source;
    this.live = source.open();
  }

  /** Whoever asks closes it once. */
  static SharedModel of(ModelSource source) {
    synchronized (OPEN) {
      SharedModel model = OPEN.computeIfAbsent(source, SharedModel::new);
      model.holders++;
      return model;
    }
  }

  LiveModel live() {
    return live;
  }

  /** Throws where no version will follow any more: a restart may mend that. */
  void requireHealth() {
    if (live.health() == ModelHealth.FAILED) {
      throw new IllegalStateException(
          "models are followed no more: " + live.problem().orElse("no reason is known"));
    }
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      if (--holders == 0) {
        OPEN.remove(source);
        live.close();
      }
    }
  }
}
