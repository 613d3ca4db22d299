package dev.tandem.stream.door;

import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.StreamCounters;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import java.io.IOException;
import java.util.Locale;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** One record that was not used, and why; the trainer adds them up in its checkpointed totals. */
public enum Tally {
  DUPLICATE("recordsDuplicate"),
  CONFLICTING("recordsConflicting"),
  /** A label in whose place another one counts that corrects it or takes it back. */
  CORRECTED("recordsCorrected"),
  LATE("recordsLate"),
  INVALID("recordsInvalid"),
  /** Of a clip before {@code trainer.from}; those that were read. */
  EXCLUDED("recordsExcluded");

  public static final VersionedType<Tally> TYPE = new VersionedType<>(Tally.class, new Bytes());

  private final String total;

  Tally(String total) {
    this.total = total;
  }

  /** Name of the total that it adds to. */
  public String total() {
    return total;
  }

  /** Counts of one operator since it started, for those who run the job. */
  public static StreamCounters<Tally> counters(Metrics metrics) {
    return StreamCounters.of(
        metrics,
        JobMetric.UNUSED_RECORDS,
        JobMetric.STREAM_UNUSED_RECORDS,
        Tally.class,
        tally -> tally.name().toLowerCase(Locale.ROOT));
  }

  /** Bytes of a {@link Tally}. */
  public static final class Bytes extends VersionedSerializer<Tally> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 1;
    }

    @Override
    protected void write(Tally value, DataOutputView out) throws IOException {
      out.writeUTF(value.name());
    }

    @Override
    protected Tally read(int version, DataInputView in) throws IOException {
      return valueOf(in.readUTF());
    }
  }
}
