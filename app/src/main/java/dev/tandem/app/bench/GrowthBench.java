package dev.tandem.app.bench;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.learner.Architecture;
import dev.tandem.learner.EncoderSpec;
import dev.tandem.learner.Example;
import dev.tandem.learner.LabelledExample;
import dev.tandem.learner.ModalitySpec;
import dev.tandem.learner.RehearsalSettings;
import dev.tandem.learner.rehearsal.Reservoir;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.inference.TopClasses;
import dev.tandem.trainer.labels.Vocabulary;
import dev.tandem.trainer.publication.PayloadFiles;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.Publisher;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What a record, a version, a clip or an answer costs as streams, retained versions, kept clips and
 * classes grow: it should not grow with them.
 */
public final class GrowthBench {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCH = 1_000;

  private static final int DENSE = 10_000;
  private static final int PARTITIONS = 64;
  private static final List<Integer> CAMERAS = List.of(100, 1_000, 10_000);
  private static final List<Integer> STREAMS = List.of(1, 100, 10_000, 100_000);

  private final long rounds;
  private final long clips;
  private final Consumer<String> say;

  /**
   * @param rounds that count; one more comes before them
   * @param clips that a job joins in each
   */
  public GrowthBench(long rounds, long clips, Consumer<String> say) {
    this.rounds = rounds;
    this.clips = clips;
    this.say = say;
  }

  /** Runs all of it, with Kafka's and Flink's files in {@code directory}. */
  public List<Growth> run(Path directory) {
    List<Growth> grown = new ArrayList<>(jobs(directory));
    grown.add(
        measure(
            new Grower("door: decode, validate, tell the time", "streams", "record"),
            STREAMS,
            streams -> new DoorWork(streams, "")));
    grown.add(
        measure(
            new Grower("door, where a gateway speaks for all streams", "streams", "record"),
            STREAMS,
            streams -> new DoorWork(streams, "hall")));
    grown.addAll(clocks());
    grown.add(
        measure(
            new Grower("publication: what stays", "retained versions", "version"),
            List.of(10, 1_000, 10_000),
            GrowthBench::retention));
    grown.add(
        measure(
            new Grower("rehearsal: draw 32", "kept clips", "draw"),
            List.of(1_000, 30_000, 1_000_000),
            GrowthBench::draws));
    grown.add(
        measure(
            new Grower("labels: read", "classes", "label"),
            List.of(10, 100, 1_000),
            GrowthBench::labels));
    grown.add(
        measure(
            new Grower("answers: name the most probable, encode", "classes", "answer"),
            List.of(10, 100, 1_000),
            GrowthBench::answers));
    return grown;
  }

  /**
   * The assemble job, with its broker. More streams have more clips in a second of event time, and
   * as many closed ones that stay for {@code join.tombstone}; what these alone cost is told by one
   * stream with as many.
   */
  private List<Growth> jobs(Path directory) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      List<Contender> contenders = new ArrayList<>();
      STREAMS.forEach(streams -> contenders.add(job(streams, streams, kafka, flink)));
      contenders.add(job(1, DENSE, kafka, flink));
      Rounds measured = Rounds.run(contenders, rounds, say);
      return List.of(
          job("streams", STREAMS, STREAMS, measured),
          job(
              "clips of one stream in a second of event time",
              List.of(1, DENSE),
              List.of(1, 1),
              measured));
    }
  }

  private Contender job(int streams, int perSecond, EmbeddedKafka kafka, EmbeddedFlink flink) {
    say.accept(
        "writing %,d clips of %,d streams, %,d in a second".formatted(clips, streams, perSecond));
    RecordedClips log = ManyStreams.record(kafka.connection(), streams, perSecond, clips);
    return new JobContender(
        name(streams, perSecond), flink, log.records(), new AssembleOnly(log, false));
  }

  /** {@code perSecond} are the sizes where {@code streams} are all one. */
  private static Growth job(
      String unit, List<Integer> perSecond, List<Integer> streams, Rounds measured) {
    List<Measured> figures =
        IntStream.range(0, perSecond.size())
            .mapToObj(i -> name(streams.get(i), perSecond.get(i)))
            .map(name -> measured.compare(name, name(1, 1)))
            .toList();
    return new Growth(
        "assemble job, up to the encoded clip, with its broker",
        unit,
        "record",
        perSecond,
        figures.stream().map(Measured::cpuMicrosPerRecord).toList(),
        figures.stream().map(Measured::ratio).toList(),
        perSecond.stream().map(size -> 0L).toList());
  }

  private static String name(int streams, int perSecond) {
    return streams == perSecond ? "streams" + streams : "streams" + streams + "x" + perSecond;
  }

  private List<Growth> clocks() {
    String item = "stream in a partition";
    return List.of(
        measure(
            new Grower("clocks of 10 streams", "partitions", "record"),
            List.of(1, 64, 1_000),
            partitions -> new ClockWork(10, partitions).records()),
        measure(
            new Grower("clocks of 64 partitions: a checkpoint's copy", "streams", item),
            CAMERAS,
            streams -> new ClockWork(streams, PARTITIONS).copies()),
        measure(
            new Grower("clocks of 64 partitions: writing the copy", "streams", item),
            CAMERAS,
            streams -> new ClockWork(streams, PARTITIONS).writes()));
  }

  private Growth measure(Grower grower, List<Integer> sizes, IntFunction<Grower.Work> work) {
    Growth growth = grower.run(sizes, rounds, work);
    say.accept("measured: " + growth.what());
    return growth;
  }

  private static Grower.Work retention(int retain) {
    Publisher publisher = new Publisher(Topics.standard(), retain, new PayloadFiles(1_024, ""));
    PublicationState[] state = {PublicationState.initial(1)};
    Grower.Work next =
        () -> {
          Publisher.Version version =
              publisher.next(
                  state[0], manifest(), Double.NaN, new byte[64], Publisher.Retention.PLAIN);
          state[0] = version.state();
          return 1;
        };
    for (int version = 0; version < retain; version++) {
      next.run();
    }
    return next;
  }

  private static ModelManifest.Builder manifest() {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setStep(1)
        .setTrainedUntil(START)
        .setPublishedAt(START)
        .setArchitecture("")
        .setClassNames(List.of())
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of());
  }

  private static Grower.Work draws(int clips) {
    Architecture network =
        new Architecture(
            List.of(
                new ModalitySpec("audio", List.of(4), EncoderSpec.mlp(4)),
                new ModalitySpec("video", List.of(4), EncoderSpec.mlp(4))),
            "late-linear",
            10);
    Reservoir reservoir = new Reservoir(RehearsalSettings.defaults().withClips(clips), network, 1);
    Example example =
        new Example("c", new TreeMap<>(Map.of("audio", new float[4], "video", new float[4])));
    for (int clip = 0; clip < clips; clip++) {
      reservoir.add(List.of(new LabelledExample(example, clip % 10)));
    }
    long[] draw = {0};
    return () -> {
      reservoir.draw(32, draw[0]++);
      return 1;
    };
  }

  private static Grower.Work labels(int classes) {
    Vocabulary vocabulary = Vocabulary.fixed(names(classes));
    int[] next = {0};
    return () -> {
      for (int i = 0; i < BATCH; i++) {
        String name = "class-" + next[0]++ % classes;
        vocabulary.read(new Label("c", START, "s", "", name, List.of()));
      }
      return BATCH;
    };
  }

  private static Grower.Work answers(int classes) {
    List<String> names = names(classes);
    List<Float> probabilities =
        IntStream.range(0, classes).mapToObj(c -> (c * 31 % classes + 1f) / classes).toList();
    List<HeadPrediction> heads =
        List.of("fused", "audio", "video").stream()
            .map(h -> new HeadPrediction(h, names.get(0), probabilities, List.of(), List.of()))
            .toList();
    Prediction full =
        new Prediction("c", START, "av", 1, 1, true, names.get(0), 1f, heads, List.of());
    return () -> {
      Wire.encode(TopClasses.AUTO.of(full, names));
      return 1;
    };
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj("class-%d"::formatted).toList();
  }
}
