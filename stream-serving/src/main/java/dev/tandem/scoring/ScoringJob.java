package dev.tandem.scoring;

import dev.tandem.schemas.Topics;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.sink.OutRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job that answers clips: what the inference consumer does, for those who run Flink anyway.
 * Positions and answers are committed with a checkpoint, so an answer is seen up to a checkpoint
 * interval later than the consumer's.
 */
public final class ScoringJob {
  private final Topics topics;
  private final InferenceSettings settings;
  private final ModelSource models;
  private final Source<SourceItem, ?, ?> clips;
  private final Sink<OutRecord> answers;

  /**
   * Of one model.
   *
   * @param clips the clips topic, a {@link WaitingSource} with the same models
   * @param answers exactly-once, of predictions and dead letters
   */
  public ScoringJob(
      Topics topics,
      InferenceSettings settings,
      ModelSource models,
      Source<SourceItem, ?, ?> clips,
      Sink<OutRecord> answers) {
    this.topics = topics;
    this.settings = settings;
    this.models = models;
    this.clips = clips;
    this.answers = answers;
  }

  /** Of the job that answers with {@code model}. */
  public static String name(String model) {
    return "tandem serve " + model;
  }

  /** Adds the job to {@code env}; each of its subtasks has a model of its own. */
  public void build(StreamExecutionEnvironment env) {
    env.fromSource(
            clips, WatermarkStrategy.noWatermarks(), "clips source", SourceItemSerializer.TYPE)
        .uid("clips-source")
        .transform(
            "scoring",
            OutRecord.TYPE,
            new ScoringOperatorFactory(topics.prefix(), settings, models))
        .uid("scoring")
        .sinkTo(answers)
        .name("answers")
        .uid("answers");
  }
}
