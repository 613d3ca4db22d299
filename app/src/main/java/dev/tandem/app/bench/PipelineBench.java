package dev.tandem.app.bench;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.schemas.log.KafkaConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * How close the pipeline is to its ceilings: assembly to fetching alone and to Flink's own join, on
 * vectors of 2 KB; the train job to its learner alone, on the studio's sounds and pictures.
 */
public final class PipelineBench {
  private static final String FETCH = "fetchOnly";
  private static final String ASSEMBLY = "assembly";
  private static final String WRITTEN = "assemblyWritten";
  private static final String JOIN = "intervalJoin";
  private static final String TRAINED = "endToEndTrained";

  /**
   * What to measure.
   *
   * @param vectorClips clips of two vectors of 2 KB
   * @param studioClips clips that are trained
   * @param rounds that count; one more comes before them
   */
  public record Plan(long vectorClips, long studioClips, long rounds) {}

  private final Plan plan;
  private final Consumer<String> say;

  public PipelineBench(Plan plan, Consumer<String> say) {
    this.plan = plan;
    this.say = say;
  }

  /** Runs all of it with Kafka's and Flink's files in {@code directory}. */
  public List<Measured> run(Path directory) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 2))) {
      List<Measured> measured = new ArrayList<>(joining(kafka.connection(), flink));
      measured.addAll(training(kafka.connection(), flink));
      return measured;
    }
  }

  private List<Measured> joining(KafkaConnection kafka, EmbeddedFlink flink) {
    say.accept("writing %,d clips of two vectors".formatted(plan.vectorClips()));
    RecordedClips log =
        RecordedClips.record(
            kafka, "vectors", "synthetic:?rate=max&dimension=512", plan.vectorClips());
    Rounds rounds =
        Rounds.run(
            List.of(
                job(FETCH, flink, log, new FetchOnly(log)),
                job(ASSEMBLY, flink, log, new AssembleOnly(log, log.modalities().size(), false)),
                job(JOIN, flink, log, new FlinkIntervalJoin(log)),
                job(WRITTEN, flink, log, new AssembleOnly(log, log.modalities().size(), true))),
            plan.rounds(),
            say);
    return List.of(
        rounds.compare(ASSEMBLY, FETCH),
        rounds.compare(ASSEMBLY, JOIN),
        rounds.compare(WRITTEN, FETCH));
  }

  private List<Measured> training(KafkaConnection kafka, EmbeddedFlink flink) {
    say.accept("writing %,d clips of the studio".formatted(plan.studioClips()));
    RecordedClips log =
        RecordedClips.record(kafka, "studio", "studio:?rate=max", plan.studioClips());
    TorchEngine.start(1);
    BareLearner bare = BareLearner.of(log);
    Rounds rounds =
        Rounds.run(List.of(bare, job(TRAINED, flink, log, new EndToEnd(log))), plan.rounds(), say);
    return List.of(rounds.compare(TRAINED, bare.name()));
  }

  private static Contender job(
      String name, EmbeddedFlink flink, RecordedClips log, JobContender.Build build) {
    return new JobContender(name, flink, log.records(), build);
  }
}
