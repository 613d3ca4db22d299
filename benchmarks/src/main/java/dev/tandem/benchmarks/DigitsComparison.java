package dev.tandem.benchmarks;

import com.google.gson.GsonBuilder;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.learner.Learner;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.PaceTarget;
import dev.tandem.learner.spec.ReadoutSettings;
import dev.tandem.learner.spec.RehearsalSettings;
import dev.tandem.schemas.records.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Prequential accuracy on {@code av-digits:} at its default conditions, in one pass: the shipped
 * defaults, the paper's form, and multi-loss alone. Every contender's rate is the best of the same
 * three on another seed.
 */
public final class DigitsComparison {

  private static final int BATCH = 16;
  private static final long TUNING_SEED = 1000;
  private static final double[] RATES = {0.002, 0.004, 0.008};
  private static final Map<String, UnaryOperator<LearnerSettings>> CONTENDERS =
      new LinkedHashMap<>();

  static {
    CONTENDERS.put("shipped defaults", settings -> settings);
    CONTENDERS.put("preset paper", DigitsComparison::paper);
    CONTENDERS.put("multi-loss alone", settings -> alone(settings).withPolicy("multi-loss"));
  }

  private final String feed;
  private final int clips;
  private final Map<String, Object> report = new TreeMap<>();

  private DigitsComparison(String feed, int clips) {
    this.feed = feed;
    this.clips = clips;
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 2 && args.length != 4) {
      System.err.println("usage: benchmarks/run digits AV_DIGITS_FOLDER REPORT [CLIPS SEEDS]");
      System.exit(2);
    }
    int clips = args.length == 4 ? Integer.parseInt(args[2]) : 12_800;
    int seeds = args.length == 4 ? Integer.parseInt(args[3]) : 4;
    DigitsComparison comparison = new DigitsComparison("av-digits:" + args[0], clips);
    comparison.run(seeds);
    Files.writeString(
        Path.of(args[1]),
        new GsonBuilder().setPrettyPrinting().create().toJson(comparison.report) + "\n");
  }

  private void run(int seeds) {
    Map<String, Double> rates = tuned();
    Map<String, List<Double>> accuracy = new LinkedHashMap<>();
    for (int seed = 1; seed <= seeds; seed++) {
      List<LabelledExample> stream = read(seed, clips);
      for (String name : CONTENDERS.keySet()) {
        double right = accuracy(stream, settings(name, rates.get(name)).withSeed(seed));
        accuracy.computeIfAbsent(name, n -> new ArrayList<>()).add(right);
        System.err.printf("seed %d, %s, rate %s: %.4f%n", seed, name, rates.get(name), right);
      }
    }
    report.put("clips", clips);
    report.put("learningRate", rates);
    report.put("prequentialFused", accuracy);
  }

  /** The best of the rates by the first third of another stream. */
  private Map<String, Double> tuned() {
    List<LabelledExample> stream = read(TUNING_SEED, clips / 3);
    Map<String, Double> best = new LinkedHashMap<>();
    for (String name : CONTENDERS.keySet()) {
      double highest = -1;
      for (double rate : RATES) {
        double right = accuracy(stream, settings(name, rate));
        System.err.printf("tuning %s, rate %s: %.4f%n", name, rate, right);
        if (right > highest) {
          highest = right;
          best.put(name, rate);
        }
      }
    }
    return best;
  }

  private LearnerSettings settings(String name, double rate) {
    try (Feed open = Feeds.open(Feeds.parse(feed), 0)) {
      List<ModalitySpec> modalities = new ArrayList<>();
      for (Modality modality : open.describe().modalities()) {
        List<Integer> shape = modality.extractor().format().shape();
        modalities.add(new ModalitySpec(modality.name(), shape, EncoderSpec.forInput(shape)));
      }
      List<String> names = open.describe().classNames();
      Architecture architecture = new Architecture(modalities, "late-linear", names.size());
      LearnerSettings settings = LearnerSettings.of(architecture, names);
      return CONTENDERS
          .get(name)
          .apply(settings.withOptimizer(settings.optimizer().withLearningRate(rate)));
    }
  }

  private static LearnerSettings paper(LearnerSettings settings) {
    return alone(settings).withPace(settings.pace().withAppliesTo(PaceTarget.GRADIENT));
  }

  private static LearnerSettings alone(LearnerSettings settings) {
    return settings.withRehearsal(RehearsalSettings.none()).withReadout(ReadoutSettings.plain());
  }

  private static double accuracy(List<LabelledExample> stream, LearnerSettings settings) {
    int right = 0;
    try (Learner learner = Learner.create(settings)) {
      for (int from = 0; from < stream.size(); from += BATCH) {
        List<LabelledExample> batch = stream.subList(from, Math.min(from + BATCH, stream.size()));
        List<HeadOutputs> answers =
            learner.predict(batch.stream().map(LabelledExample::example).toList());
        for (int i = 0; i < batch.size(); i++) {
          right += answers.get(i).argMax("fused").orElseThrow() == batch.get(i).label() ? 1 : 0;
        }
        learner.train(batch);
      }
    }
    return (double) right / stream.size();
  }

  private List<LabelledExample> read(long seed, int count) {
    List<LabelledExample> stream = new ArrayList<>();
    try (Feed open = Feeds.open(Feeds.parse(feed), seed)) {
      List<Modality> modalities = open.describe().modalities();
      List<String> names = open.describe().classNames();
      while (stream.size() < count) {
        CapturedClip clip = open.next().orElseThrow();
        SortedMap<String, float[]> inputs = new TreeMap<>();
        for (Modality modality : modalities) {
          inputs.put(
              modality.name(),
              values(modality.extractor().extract(clip.signals().get(modality.name()))));
        }
        int label = names.indexOf(clip.label().orElseThrow().className());
        stream.add(new LabelledExample(new Example("clip-" + clip.index(), inputs), label));
      }
    }
    return stream;
  }

  private static float[] values(FeatureTensor tensor) {
    TensorFormat format = tensor.format();
    ByteBuffer payload = tensor.payload();
    float[] values = new float[format.elements()];
    for (int i = 0; i < values.length; i++) {
      float element =
          format.elementType() == ElementType.FLOAT32
              ? payload.getFloat()
              : Byte.toUnsignedInt(payload.get());
      values[i] = format.scaling().scale() * element + format.scaling().offset();
    }
    return values;
  }
}
