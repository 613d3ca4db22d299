package dev.tandem.stream.door;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.SourceItem.Assignment;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.stream.metrics.StreamCounters;
import dev.tandem.stream.sink.OutRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands behind each source: validates, judges lateness, tells the time. Its watermarks replace the
 * source's. It reads one topic or several, each with a reader of its own.
 *
 * <p>The watermark is the least of its partitions' and is held back until the source has said which
 * partitions those are. Nothing that comes in stops the job: what cannot be read becomes a dead
 * letter with its reason.
 */
public final class Door<T extends Timed> extends AbstractStreamOperator<T>
    implements OneInputStreamOperator<SourceItem, T> {
  public static final OutputTag<Tally> TALLIES = new OutputTag<>("tallies", Tally.TYPE);
  public static final OutputTag<OutRecord> DEAD_LETTERS =
      new OutputTag<>("dead-letters", OutRecord.TYPE);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String STREAM = "stream";
  private static final long LOOK_MILLIS = 1_000;

  private final TreeMap<String, RecordReader<T>> readers;
  private final DoorSettings settings;
  private final Class<T> type;

  private transient PartitionClocks clocks;
  private transient ListState<ClockState> state;
  private transient long emitted;
  private transient StreamCounters<Tally> unused;
  private transient TreeMap<String, WatermarkWatch> watches;
  private transient TreeMap<String, LeapWatch> leaps;
  private transient ScheduledFuture<?> looks;

  /** {@code readers} by topic. */
  public Door(Class<T> type, Map<String, RecordReader<T>> readers, DoorSettings settings) {
    this.type = type;
    this.readers = new TreeMap<>(readers);
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    clocks =
        new PartitionClocks(
            ClockRules.of(settings),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0);
    emitted = Long.MIN_VALUE;
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("partition-clocks", ClockState.TYPE));
    for (ClockState entry : state.get()) {
      clocks.restore(entry);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    Metrics metrics = new Metrics(getMetricGroup());
    unused = Tally.counters(metrics);
    watches = new TreeMap<>();
    leaps = new TreeMap<>();
    for (String topic : readers.keySet()) {
      watches.put(topic, new WatermarkWatch(topic, settings.expiry(), metrics));
      leaps.put(topic, new LeapWatch(topic));
    }
    looks = getProcessingTimeService().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS);
  }

  /** The wall clock says when people are told; it moves no time and judges no record. */
  private void look(long now) {
    watches.forEach((topic, watch) -> watch.look(clocks.of(topic), now).ifPresent(LOG::warn));
    leaps.forEach((topic, watch) -> watch.look(clocks.of(topic), now).ifPresent(LOG::warn));
  }

  @Override
  public void close() throws Exception {
    if (looks != null) {
      looks.cancel(false);
    }
    super.close();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(List.of(clocks.snapshot()));
  }

  @Override
  public void processElement(StreamRecord<SourceItem> element) {
    if (element.getValue() instanceof Assignment assignment) {
      assignment.partitions().forEach(clocks::assign);
    } else if (element.getValue() instanceof RawRecord raw) {
      PartitionClock clock = clocks.of(raw.origin());
      letIn(raw, clock);
      raw.answer().tell(clock.reached(clocks.told()));
      clocks.moved(clock);
    }
    emitWatermark();
  }

  /** The source's own watermarks serve its alignment only. */
  @Override
  public void processWatermark(Watermark mark) {}

  /** Nor does its wall-clock idleness let anyone downstream go on without this topic. */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {}

  private void letIn(RawRecord raw, PartitionClock clock) {
    SpecificRecordBase decoded;
    try {
      decoded = Wire.decode(raw.value());
    } catch (WireException e) {
      reject(raw, PerStream.UNKNOWN, e);
      return;
    }
    try {
      letIn(raw, decoded, clock);
    } catch (WireException | RejectedRecordException e) {
      if (e instanceof FarOffRecordException) {
        leaps.get(raw.origin().topic()).refused(raw.origin(), e.getMessage());
      }
      reject(raw, stream(decoded), e);
    }
  }

  private void letIn(RawRecord raw, SpecificRecordBase decoded, PartitionClock clock) {
    if (decoded instanceof StreamMark mark) {
      ToldTime.mark(mark, raw.origin().timestamp(), clock);
    } else {
      admit(readers.get(raw.origin().topic()).read(raw, decoded), decoded, clock);
    }
  }

  /** Of a record that is refused: whose feed is to be mended. */
  private static String stream(SpecificRecordBase decoded) {
    Object stream = decoded.hasField(STREAM) ? decoded.get(STREAM) : PerStream.UNKNOWN;
    return stream.toString();
  }

  private void admit(T record, SpecificRecordBase decoded, PartitionClock clock) {
    String teller = ToldTime.record(record, decoded, clock);
    if (record.clipTime() < settings.from()) {
      tally(Tally.EXCLUDED, record.stream());
      return;
    }
    long closes = record.clipTime() + settings.open().toMillis();
    if (!clock.isPast(teller, closes)) {
      output.collect(new StreamRecord<>(record, record.time()));
      return;
    }
    tally(Tally.LATE, record.stream());
    if (!clock.isPast(teller, closes + settings.tombstone().toMillis())) {
      output.collect(new StreamRecord<>(type.cast(record.asLate()), record.time()));
    }
  }

  private void reject(RawRecord raw, String stream, RuntimeException e) {
    tally(Tally.INVALID, stream);
    output.collect(
        DEAD_LETTERS,
        new StreamRecord<>(
            DeadLetter.of(
                settings.deadLetterTopic(), raw, stream, e.getMessage(), e.getClass().getName())));
  }

  private void tally(Tally tally, String stream) {
    unused.count(tally, stream);
    output.collect(TALLIES, new StreamRecord<>(tally));
  }

  private void emitWatermark() {
    long least = clocks.watermark();
    if (least > emitted) {
      emitted = least;
      output.emitWatermark(new Watermark(least));
    }
  }
}
