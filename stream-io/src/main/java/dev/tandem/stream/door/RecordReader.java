package dev.tandem.stream.door;

import dev.tandem.stream.door.SourceItem.RawRecord;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecordBase;

/** Turns a decoded record of one topic into what the job works with. */
public interface RecordReader<T extends Timed> extends Serializable {
  /** Throws {@link RejectedRecordException} where the record cannot be used. */
  T read(RawRecord raw, SpecificRecordBase decoded);
}
