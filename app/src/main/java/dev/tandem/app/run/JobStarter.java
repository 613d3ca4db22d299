package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.FlinkCluster;
import dev.tandem.cluster.FlinkJob;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.scoring.KafkaModelSource;
import dev.tandem.scoring.ScoringJob;
import dev.tandem.scoring.WaitingSource;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.stream.door.LostRecords;
import dev.tandem.trainer.job.AssembleJob;
import dev.tandem.trainer.job.BrokerLimits;
import dev.tandem.trainer.job.KafkaEnds;
import dev.tandem.trainer.job.TrainJob;
import dev.tandem.trainer.publication.KafkaLedger;
import dev.tandem.trainer.publication.LiveTrainer;
import dev.tandem.trainer.publication.NewestVersion;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.PublicationSettings;
import dev.tandem.trainer.settings.TrainerOptions;
import dev.tandem.trainer.settings.TrainerSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Starts the jobs on a Flink cluster. */
public final class JobStarter {
  public static final String ASSEMBLE_GROUP = "tandem-assemble";

  private final FlinkCluster flink;
  private final KafkaConnection kafka;
  private final Settings settings;
  private final int parallelism;
  private final boolean acceptsLoss;
  private final List<LostRecords> lost;

  public JobStarter(FlinkCluster flink, KafkaConnection kafka, Settings settings, int parallelism) {
    this(flink, kafka, settings, parallelism, false, List.of());
  }

  private JobStarter(
      FlinkCluster flink,
      KafkaConnection kafka,
      Settings settings,
      int parallelism,
      boolean acceptsLoss,
      List<LostRecords> lost) {
    this.flink = flink;
    this.kafka = kafka;
    this.settings = settings;
    this.parallelism = parallelism;
    this.acceptsLoss = acceptsLoss;
    this.lost = lost;
  }

  /** The same, where a job may go on without records that retention has taken unread. */
  public JobStarter acceptingLoss(boolean accepts) {
    return new JobStarter(flink, kafka, settings, parallelism, accepts, lost);
  }

  /**
   * The same, for a job that goes on from {@code savepoint}.
   *
   * @throws dev.tandem.schemas.UnfitTopicsException if it would jump over records, and that is not
   *     accepted
   */
  JobStarter goingOnFrom(Optional<Path> savepoint) {
    return savepoint
        .map(path -> LossCheck.require(path, kafka, acceptsLoss))
        .filter(found -> !found.isEmpty())
        .map(this::without)
        .orElse(this);
  }

  private JobStarter without(List<LostRecords> found) {
    Settings telling =
        settings.withDefaults(Map.of(TrainerOptions.ACCEPTED_LOSS.key(), LostRecords.text(found)));
    return new JobStarter(flink, kafka, telling, parallelism, acceptsLoss, found);
  }

  /** What the job goes on without. */
  Optional<String> loss() {
    return Optional.of(LostRecords.text(lost)).filter(text -> !text.isEmpty());
  }

  /** Consumer group of the job that trains {@code model}. */
  public static String trainGroup(String model) {
    return "tandem-train-" + model;
  }

  Settings settings() {
    return settings;
  }

  /** Watches whether the job has come to {@code time}; to be called before it is started. */
  TrainedUntil watchUntil(Optional<Instant> time) {
    return time.map(
            until ->
                TrainedUntil.watch(kafka, settings.topics().training(), settings.model(), until))
        .orElseGet(TrainedUntil::never);
  }

  /** What the model that the job trains says of it. */
  JobNews trainingNews() {
    try {
      return TrainingNews.follow(kafka, settings.topics().training(), settings.model());
    } catch (KafkaException away) { // what is only for people ends no job
      return () -> "running; its training events cannot be read: " + away.getMessage();
    }
  }

  /**
   * Starts the job that learns, from {@code savepoint} if there is one. Without one, throws {@link
   * dev.tandem.schemas.config.ConfigException} if the model is on its topic already, or is just
   * being written to it.
   */
  public FlinkJob train(Optional<Path> savepoint) {
    TrainerSettings trained = TrainerSettings.of(settings.trainer());
    Topics topics = settings.topics();
    KafkaEnds ends =
        ends(
            trainGroup(settings.model()),
            List.of(
                topics.models(), topics.modelChunks(), topics.training(), topics.deadLetters()));
    KafkaLedger ledger =
        new KafkaLedger(kafka, topics.models(), topics.modelChunks(), trained.model());
    TrainJob.Sinks sinks =
        new TrainJob.Sinks(
            ends.models(trained.publication().delivery()),
            ledger,
            ends.atLeastOnce("training"),
            ends.exactlyOnce("dead-letters"));
    TrainJob job = new TrainJob(settings.trainer(), ends, sinks, Clock.systemUTC());
    if (savepoint.isEmpty()) {
      InitFrom.require(trained, flink.staysAt().isEmpty());
      NewestVersion.requireUnpublished(ledger, trained.generation());
      try (Admin admin = kafka.admin()) {
        LiveTrainer.requireNone(
            admin, ends.transactions("models"), "versions of model " + trained.model());
      }
    }
    StreamExecutionEnvironment environment = flink.environment(parallelism);
    job.build(environment);
    return flink.submit(environment, JobRole.TRAIN.jobName(settings), savepoint);
  }

  /** Starts the job that joins clips for inference, from {@code savepoint} if there is one. */
  public FlinkJob assemble(Optional<Path> savepoint) {
    KafkaEnds ends = ends(ASSEMBLE_GROUP, List.of(settings.topics().clips()));
    AssembleJob job = new AssembleJob(settings.trainer(), ends, ends.exactlyOnce("clips"));
    StreamExecutionEnvironment environment = flink.environment(parallelism);
    job.build(environment);
    return flink.submit(environment, JobRole.ASSEMBLE.jobName(settings), savepoint);
  }

  /**
   * Starts the job that answers clips, from {@code savepoint} if there is one. Without one it goes
   * on where consumers of its group have ended; throws {@link
   * dev.tandem.schemas.config.ConfigException} while some of them, or another job, answer.
   */
  public FlinkJob serve(Optional<Path> savepoint) {
    InferenceSettings inference = ServingSettings.of(settings.serving()).inference();
    KafkaEnds ends =
        ends(
            inference.group(),
            List.of(settings.topics().predictions(), settings.topics().deadLetters()));
    KafkaModelSource models =
        new KafkaModelSource(kafka, settings.topics().prefix(), settings.serving().asMap());
    Map<Integer, Long> answered = Map.of();
    if (savepoint.isEmpty()) {
      try (Admin admin = kafka.admin()) {
        LiveTrainer.requireNone(
            admin, ends.transactions("answers"), "answers of group " + inference.group());
        AnsweringGroup group = AnsweringGroup.of(admin, inference.group());
        group.requireNoMembers();
        answered = group.positions(settings.topics().clips());
      }
    }
    ScoringJob job =
        new ScoringJob(
            settings.topics(),
            inference,
            models,
            ends.watched(
                new WaitingSource(ends.records(settings.topics().clips(), answered), models),
                List.of(settings.topics().clips())),
            ends.exactlyOnce("answers"));
    StreamExecutionEnvironment environment = flink.environment(parallelism);
    job.build(environment);
    return flink.submit(environment, JobRole.SERVE.jobName(settings), savepoint);
  }

  /** Of a job that writes {@code written}. */
  private KafkaEnds ends(String group, List<String> written) {
    Duration timeout = PublicationSettings.of(settings.trainer()).transactionTimeout();
    try (Admin admin = kafka.admin();
        TopicAdmin topics = TopicAdmin.connect(kafka)) {
      BrokerLimits.requireTransactions(admin, timeout);
      return new KafkaEnds(
              kafka,
              group,
              partitions(settings.trainer(), topics),
              timeout,
              JoinSettings.of(settings.trainer()).readFrom())
          .accepting(lost)
          .writing(written);
    }
  }

  private static Map<String, Integer> partitions(Config config, TopicAdmin topics) {
    JoinSettings join = JoinSettings.of(config);
    Map<String, Integer> partitions = new HashMap<>();
    join.modalities().stream()
        .map(join.topics()::features)
        .forEach(topic -> partitions.put(topic, topics.partitions(topic)));
    partitions.put(join.topics().labels(), topics.partitions(join.topics().labels()));
    return partitions;
  }
}
