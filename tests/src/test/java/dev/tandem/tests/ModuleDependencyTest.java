package dev.tandem.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the modules, as docs/architecture.md draws them. */
@AnalyzeClasses(packages = "dev.tandem", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleDependencyTest {
  private static final String SCHEMAS = "dev.tandem.schemas..";
  private static final String LEARNER = "dev.tandem.learner..";
  private static final String INGEST = "dev.tandem.ingest..";
  private static final String EMBEDDING = "dev.tandem.embedding..";
  private static final String STREAM = "dev.tandem.stream..";
  private static final String TRAINER = "dev.tandem.trainer..";
  private static final String SERVING = "dev.tandem.serving..";
  private static final String SCORING = "dev.tandem.scoring..";
  private static final String CLUSTER = "dev.tandem.cluster..";
  private static final String MONITORING = "dev.tandem.monitoring..";
  private static final String APP = "dev.tandem.app..";
  private static final String FLINK = "org.apache.flink..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String AVRO = "org.apache.avro..";
  private static final String DJL = "ai.djl..";

  @ArchTest
  static final ArchRule SCHEMAS_USE_NO_OTHER_MODULE =
      without(
          SCHEMAS,
          LEARNER,
          INGEST,
          STREAM,
          TRAINER,
          SERVING,
          SCORING,
          CLUSTER,
          MONITORING,
          APP,
          FLINK,
          DJL);

  @ArchTest
  static final ArchRule THE_LEARNER_KNOWS_NO_STREAMS =
      without(
          LEARNER,
          SCHEMAS,
          INGEST,
          STREAM,
          TRAINER,
          SERVING,
          SCORING,
          CLUSTER,
          MONITORING,
          APP,
          FLINK,
          KAFKA,
          AVRO);

  @ArchTest
  static final ArchRule INGEST_USES_SCHEMAS_ONLY =
      without(
          INGEST, LEARNER, STREAM, TRAINER, SERVING, SCORING, CLUSTER, MONITORING, APP, FLINK, DJL);

  @ArchTest
  static final ArchRule EMBEDDING_EXTENDS_INGEST =
      without(EMBEDDING, STREAM, TRAINER, SERVING, SCORING, CLUSTER, MONITORING, APP, FLINK, KAFKA);

  @ArchTest
  static final ArchRule ONLY_APP_BRINGS_EMBEDDING =
      without(
          "dev.tandem.(schemas|learner|ingest|stream|trainer|serving|scoring|cluster|monitoring)..",
          EMBEDDING);

  @ArchTest
  static final ArchRule STREAMS_KNOW_NO_MODEL =
      without(STREAM, LEARNER, INGEST, TRAINER, SERVING, SCORING, CLUSTER, MONITORING, APP, DJL);

  @ArchTest
  static final ArchRule TRAINING_USES_STREAMS_AND_LEARNER =
      without(TRAINER, INGEST, SERVING, SCORING, CLUSTER, MONITORING, APP, DJL);

  @ArchTest
  static final ArchRule SERVING_NEEDS_NO_FLINK =
      without(SERVING, INGEST, STREAM, TRAINER, SCORING, CLUSTER, MONITORING, APP, FLINK);

  @ArchTest
  static final ArchRule THE_SERVE_JOB_TRAINS_NOTHING =
      without(SCORING, LEARNER, INGEST, TRAINER, CLUSTER, MONITORING, APP, DJL);

  @ArchTest
  static final ArchRule THE_CLUSTER_KNOWS_NO_JOB =
      without(CLUSTER, LEARNER, INGEST, STREAM, TRAINER, SERVING, SCORING, MONITORING, APP, DJL);

  @ArchTest
  static final ArchRule THE_BOARD_READS_TOPICS_ONLY =
      without(
          MONITORING, LEARNER, INGEST, STREAM, TRAINER, SERVING, SCORING, CLUSTER, APP, FLINK, DJL);

  @ArchTest
  static final ArchRule WIRE_FORMATS_OF_THE_JOBS_STAND_ALONE =
      without("dev.tandem.stream.wire..", "dev.tandem.stream.(door|metrics|positions|sink)..");

  /**
   * No package needs another that needs it, be it through others; nested classes are one with
   * theirs.
   */
  @ArchTest
  static final ArchRule PACKAGES_ARE_IN_NO_CIRCLE =
      slices().matching("dev.tandem.(**)").should().beFreeOfCycles();

  private static ArchRule without(String module, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
