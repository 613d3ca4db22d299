package dev.tandem.trainer.job;

import dev.tandem.schemas.config.Config;
import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import dev.tandem.trainer.control.ControlLog;
import dev.tandem.trainer.job.JobSources.ControlSource;
import dev.tandem.trainer.labels.KnownLabel;
import dev.tandem.trainer.labels.LabelJoin;
import dev.tandem.trainer.labels.LabelReader;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInputSerializer;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.TrainerSettings;
import dev.tandem.trainer.training.Admission;
import dev.tandem.trainer.training.TrainerOperatorFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job that learns. */
public final class TrainJob {
  /**
   * Where the job writes.
   *
   * @param models exactly-once; takes all records of a version within one call
   * @param ledger what {@code models} has committed
   * @param training at-least-once
   * @param deadLetters exactly-once
   */
  public record Sinks(
      Sink<OutRecord> models,
      LedgerSource ledger,
      Sink<OutRecord> training,
      Sink<OutRecord> deadLetters) {}

  private final Config config;
  private final TrainerSettings settings;
  private final JobSources sources;
  private final Sinks sinks;
  private final Clock clock;

  /** Throws {@link dev.tandem.schemas.config.ConfigException} for settings that cannot be used. */
  public TrainJob(Config config, JobSources sources, Sinks sinks, Clock clock) {
    this.config = config;
    this.settings = TrainerSettings.of(config);
    this.sources = sources;
    this.sinks = sinks;
    this.clock = clock;
  }

  /** Of the job that trains {@code model}. */
  public static String name(String model) {
    return "tandem train " + model;
  }

  /**
   * Adds the job to {@code env}, whose parallelism is that of everything but sources and trainer.
   */
  public void build(StreamExecutionEnvironment env) {
    ClipJoin join = new ClipJoin(env, settings.join(), sources);
    DataStream<TrainerInput> inputs = labelled(join, admitted(join.clips()));
    for (DataStream<TrainerInput> unused : unused(join.tallies())) {
      inputs = inputs.union(unused);
    }
    Optional<ControlSource> control = sources.control(settings.join().topics().control());
    if (control.isPresent()) {
      inputs = inputs.union(words(env, control.get()));
    }
    SingleOutputStreamOperator<OutRecord> versions = train(inputs, control.map(ControlSource::log));
    write(versions, sinks.models(), "models");
    write(versions.getSideOutput(TrainerOperatorFactory.TRAINING), sinks.training(), "training");
    write(
        join.deadLetters().union(versions.getSideOutput(Door.DEAD_LETTERS)),
        sinks.deadLetters(),
        "dead-letters");
  }

  /**
   * In a thread of its own: at every checkpoint a sink waits for the broker, and training goes on
   * meanwhile. What is emitted within one turn still lies between the same two barriers. Writer and
   * committer stay together, so that the committer knows a transaction of its own run.
   */
  private static void write(DataStream<OutRecord> records, Sink<OutRecord> sink, String name) {
    MapFunction<OutRecord, OutRecord> asItIs = record -> record;
    records
        .map(asItIs, OutRecord.TYPE)
        .startNewChain()
        .setParallelism(1)
        .name("to " + name)
        .uid("to-" + name)
        .sinkTo(sink)
        .setParallelism(1)
        .name(name)
        .uid(name);
  }

  private static DataStream<TrainerInput> words(
      StreamExecutionEnvironment env, ControlSource control) {
    MapFunction<SourceItem, TrainerInput> word = item -> new Control((RawRecord) item);
    return env.fromSource(
            control.words(), Timeless.strategy(), "control source", SourceItemSerializer.TYPE)
        .setParallelism(1)
        .uid("control-source")
        .map(word, TrainerInputSerializer.TYPE)
        .name("control")
        .setParallelism(1)
        .uid("control");
  }

  private static List<DataStream<TrainerInput>> unused(List<DataStream<Tally>> tallies) {
    List<DataStream<TrainerInput>> unused = new ArrayList<>();
    for (DataStream<Tally> tally : tallies) {
      MapFunction<Tally, TrainerInput> count = Unused::new;
      unused.add(
          tally
              .map(count, TrainerInputSerializer.TYPE)
              .name("unused")
              .uid("unused-" + unused.size()));
    }
    return unused;
  }

  /** Decided before the network, so that what is not trained costs no room in the trainer. */
  private DataStream<ClipEvent> admitted(DataStream<ClipEvent> clips) {
    Admission admission = new Admission(settings.admit());
    MapFunction<ClipEvent, ClipEvent> reduced = admission::reduce;
    return admission.isOpen()
        ? clips
        : clips.map(reduced, ClipEventSerializer.TYPE).name("admission").uid("admission");
  }

  private DataStream<TrainerInput> labelled(ClipJoin join, DataStream<ClipEvent> clips) {
    JoinSettings times = settings.join();
    SingleOutputStreamOperator<KnownLabel> labels =
        join.door(
            "labels",
            Map.of(times.topics().labels(), new LabelReader(times.labelSpace())),
            times.labelDoor(),
            KnownLabel.class,
            KnownLabel.TYPE);
    SingleOutputStreamOperator<TrainerInput> inputs =
        clips
            .keyBy(ClipEvent::clipId)
            .connect(labels.keyBy(KnownLabel::clipId))
            .process(
                new LabelJoin(
                    times.labelOpen(), times.labelDecision(), times.topics().deadLetters()),
                TrainerInputSerializer.TYPE)
            .name("label join")
            .uid("label-join");
    join.collectUnused(inputs);
    return inputs;
  }

  private SingleOutputStreamOperator<OutRecord> train(
      DataStream<TrainerInput> inputs, Optional<ControlLog> control) {
    String model = settings.model();
    return inputs
        .keyBy(input -> model)
        .transform(
            "trainer",
            OutRecord.TYPE,
            new TrainerOperatorFactory(config.asMap(), sinks.ledger(), clock, control))
        .setParallelism(1)
        .uid("trainer");
  }
}
