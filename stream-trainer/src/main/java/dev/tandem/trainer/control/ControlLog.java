package dev.tandem.trainer.control;

import dev.tandem.stream.door.SourceItem.RawRecord;
import java.io.Serializable;
import java.util.List;

/** The control topic as a whole. */
public interface ControlLog extends Serializable {
  /** All that it holds now, each partition in its order. */
  List<RawRecord> read();
}
