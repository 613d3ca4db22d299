package dev.tandem.scoring;

import dev.tandem.serving.LiveModel;
import java.io.Serializable;

/** Where a task gets the model that it answers with. */
public interface ModelSource extends Serializable {
  /** Begins to follow the model; the task closes it. */
  LiveModel open();
}
