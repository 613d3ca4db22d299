package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.config.Config;
import dev.tandem.stream.door.DeadLetter;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.control.ControlLog;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.settings.TrainerOptions;
import dev.tandem.trainer.settings.TrainerSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Trains a model in Flink, keyed by model id.
 *
 * <p>At most one step is taken per turn of the task's mailbox, so that barriers pass between steps
 * and a task that has thousands of samples waiting takes in one more record per step: input is held
 * back without a queue of our own.
 */
final class TrainerOperator extends AbstractStreamOperator<OutRecord>
    implements OneInputStreamOperator<TrainerInput, OutRecord>, TrainerOutput {
  static final OutputTag<OutRecord> TRAINING = new OutputTag<>("training", OutRecord.TYPE);

  private static final long serialVersionUID = 1L;

  private final transient TrainerSettings settings;
  private final transient MailboxExecutor mailbox;
  private final transient LedgerSource ledger;
  private final transient Clock clock;
  private final transient ControlLog control;

  private transient ValueState<TrainerState> state;
  private transient ValueState<ControlState> controlState;
  private transient ModelTrainer trainer;
  private transient TrainerMetrics meters;
  private transient CheckpointMetrics checkpoints;
  private transient ExecutorService background;
  private transient long known;
  private transient boolean scheduled;
  private transient boolean heard;

  TrainerOperator(
      StreamOperatorParameters<OutRecord> parameters,
      SortedMap<String, String> config,
      LedgerSource ledger,
      Clock clock,
      ControlLog control) {
    super(parameters);
    this.ledger = ledger;
    this.settings = TrainerSettings.of(Config.of(config, TrainerOptions.ALL));
    this.mailbox = parameters.getMailboxExecutor();
    this.clock = clock;
    this.control = control;
  }

  @Override
  public void open() throws Exception {
    super.open();
    known = Long.MIN_VALUE;
    state = getRuntimeContext().getState(new ValueStateDescriptor<>("trainer", TrainerState.TYPE));
    controlState =
        getRuntimeContext().getState(new ValueStateDescriptor<>("controls", ControlState.TYPE));
    setCurrentKey(settings.model());
    Metrics registered = new Metrics(getMetricGroup());
    meters = new TrainerMetrics(registered, settings.join().modalities());
    checkpoints = new CheckpointMetrics(registered, clock);
    Controls controls =
        new Controls(
            settings.model(), Optional.ofNullable(controlState.value()).orElse(ControlState.EMPTY));
    Optional<TrainerState> saved = Optional.ofNullable(state.value());
    InitialWeights initial =
        saved.isPresent() ? InitialWeights.NONE : InitialWeights.read(settings.initFrom());
    background = Executors.newSingleThreadExecutor(TrainerOperator::thread);
    trainer = new ModelTrainer(settings, saved, initial, ledger, controls, this, clock, background);
    registered.gauge(JobMetric.QUARANTINED_STREAMS, controls::quarantined);
    registered.gauge(JobMetric.WAITING_TURNS, trainer::waiting);
  }

  @Override
  public void processElement(StreamRecord<TrainerInput> element) {
    hearWhatWasSaid();
    trainer.accept(element.getValue());
  }

  /** Before anything is decided, so that a restart or a replay decides the same. */
  private void hearWhatWasSaid() {
    if (!heard) {
      heard = true;
      control.read().forEach(raw -> trainer.accept(new Control(raw)));
    }
  }

  /**
   * What comes after this watermark is ready later than the watermark less all that is still open.
   */
  @Override
  public void processWatermark(Watermark mark) throws Exception {
    super.processWatermark(mark);
    hearWhatWasSaid();
    known = mark.getTimestamp() - settings.join().labelOpen().toMillis();
    schedule();
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      mailbox.execute(this::turn, "training step");
    }
  }

  private void turn() {
    scheduled = false;
    if (trainer.work(known)) {
      schedule();
    } else {
      trainer.settle(); // there is time now
    }
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "tandem-publication");
    thread.setDaemon(true);
    return thread;
  }

  /** What is written from here on belongs to the next checkpoint. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    trainer.settle();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    long start = System.nanoTime();
    setCurrentKey(settings.model());
    state.update(trainer.snapshot());
    trainer.checkpointed(context.getCheckpointId());
    controlState.update(trainer.controls());
    checkpoints.copied(context.getCheckpointId(), System.nanoTime() - start);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    trainer.completed(checkpointId);
    checkpoints.completed(checkpointId);
  }

  @Override
  public void model(OutRecord record) {
    output.collect(new StreamRecord<>(record));
  }

  @Override
  public void republished(ModelKey version) {
    LOG.warn("Kafka dropped version {}, which no reader has seen; it is written again", version);
    meters.republished();
  }

  @Override
  public void training(OutRecord record) {
    output.collect(TRAINING, new StreamRecord<>(record));
  }

  @Override
  public void ended(TrainingOutcome outcome, String stream) {
    meters.ended(outcome, stream);
  }

  @Override
  public void skipped(SkipReason reason, String stream) {
    meters.skipped(reason, stream);
  }

  @Override
  public void refused(Refusal refusal) {
    meters.refused(refusal.tally(), refusal.stream());
    output.collect(
        Door.DEAD_LETTERS,
        new StreamRecord<>(
            DeadLetter.of(
                settings.join().topics().deadLetters(),
                refusal.raw(),
                refusal.stream(),
                refusal.reason(),
                refusal.exception())));
  }

  @Override
  public void stepped(StepReport report, SortedMap<String, HeadTally> heads, double millis) {
    meters.stepped(report, heads, millis);
  }

  @Override
  public void close() throws Exception {
    if (trainer != null) {
      trainer.close();
    }
    if (background != null) {
      background.shutdownNow();
    }
    super.close();
  }
}
