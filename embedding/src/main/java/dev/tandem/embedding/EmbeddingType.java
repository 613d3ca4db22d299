package dev.tandem.embedding;

import dev.tandem.ingest.extract.ExtractorSpec;
import dev.tandem.ingest.extract.ExtractorType;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.SignalKind;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.ComputeDevice;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Option;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * {@code embed:FILE}: a frozen network, TorchScript or ONNX by the file's name. What it is fed is
 * another extractor's features, whose parameters are given beside its own.
 */
public final class EmbeddingType implements ExtractorType {
  static final String WORD = "embed";
  private static final String ONNX = ".onnx";
  private static final String FRAME = "frame";

  /** Of what a network is fed at once. */
  private static final long MAX_INPUT_BYTES = 256 << 20;

  private static final Option<String> OF =
      Option.ofText(
          "of",
          "",
          "must be another extractor, such as waveform",
          of -> !of.equals(WORD),
          "The extractor whose features it is fed.");
  private static final Option<Integer> BATCH =
      Option.ofInt("batch", 1, 1, 1024, "Clips that it is fed at once.");
  private static final Option<String> PER =
      Option.ofChoice(
          "per",
          "clip",
          List.of("clip", FRAME),
          "Whether it sees a clip's frames at once, or each by itself, and the mean counts.");
  private static final Option<String> DEFAULTS =
      Option.ofChoice(
          "defaults",
          "encoder",
          List.of("encoder", "own"),
          "Of the extractor that feeds it: what encoders of pictures are mostly trained on (size=224, colour=rgb, crop=centre, mean=0, deviation=1), or its own.");
  private static final Option<String> DEVICE =
      Option.ofText(
          "device",
          "cpu",
          "must be cpu, gpu or gpu:N; ONNX has cpu only",
          device -> true,
          "What computes it.");
  private static final List<Option<?>> OPTIONS = List.of(OF, DEFAULTS, BATCH, PER, DEVICE);

  /** What encoders of pictures are mostly trained on: squares of colours from 0 to 1. */
  private static final Map<String, String> PICTURES =
      Map.of("size", "224", "colour", "rgb", "crop", "centre", "mean", "0", "deviation", "1");

  @Override
  public String word() {
    return WORD;
  }

  @Override
  public String sentence() {
    return "what a frozen network says, embed:FILE.pt or embed:FILE.onnx; it has the parameters of the extractor that feeds it, too";
  }

  @Override
  public List<Option<?>> options() {
    return OPTIONS;
  }

  @Override
  public boolean takes(SignalKind kind) {
    return true;
  }

  @Override
  public FeatureExtractor create(ExtractorSpec spec) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> rest = new TreeMap<>();
    spec.parameters().forEach((key, value) -> (isOwn(key) ? own : rest).put(key, value));
    Config config = Config.of(own, OPTIONS);
    OPTIONS.forEach(config::get);
    FeatureExtractor base = base(spec, config, rest);
    try {
      return create(spec, config, base);
    } catch (EmbeddingException | IllegalStateException | IllegalArgumentException e) {
      base.close();
      throw new ConfigException(
          "extractor embed: %s cannot be used: %s".formatted(spec.path(), e.getMessage()), e);
    }
  }

  @Override
  public Optional<String> written(String version, List<Path> files) {
    return EmbeddingVersion.parse(version)
        .flatMap(
            wanted ->
                files.stream()
                    .filter(file -> readable(file).equals(wanted.sha256()))
                    .findFirst()
                    .map(wanted::written));
  }

  private static String readable(Path file) {
    try {
      return digest(file);
    } catch (EmbeddingException e) {
      throw new ConfigException("the network %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  @Override
  public OptionalInt frames(String version, List<Integer> shape) {
    return EmbeddingVersion.parse(version)
        .map(EmbeddingVersion::frames)
        .orElse(OptionalInt.empty());
  }

  private static boolean isOwn(String key) {
    return OPTIONS.stream().anyMatch(option -> option.key().equals(key));
  }

  private static FeatureExtractor base(
      ExtractorSpec spec, Config config, Map<String, String> parameters) {
    boolean pictures = spec.kind() == SignalKind.PICTURES;
    String usual = pictures ? "frame-stack" : "waveform";
    String word = config.get(OF).isEmpty() ? usual : config.get(OF);
    boolean encoders = pictures && config.get(DEFAULTS).equals("encoder");
    Map<String, String> all = new TreeMap<>(encoders ? PICTURES : Map.of());
    all.putAll(parameters);
    return Extractors.of(spec.of(word, all));
  }

  private static Embedding create(ExtractorSpec spec, Config config, FeatureExtractor base) {
    Path file = path(spec);
    String digest = digest(file);
    TensorFormat fed = base.format();
    boolean frames = config.get(PER).equals(FRAME);
    if (frames && spec.kind() != SignalKind.PICTURES) {
      throw new EmbeddingException("per is frame; must be clip where it hears sound");
    }
    InputLayout layout =
        frames ? InputLayout.frames(fed.shape(), spec.frames()) : InputLayout.clips(fed.shape());
    int batch = config.get(BATCH);
    EmbeddingVersion version =
        new EmbeddingVersion(
            digest,
            spec.kind() == SignalKind.PICTURES
                ? OptionalInt.of(spec.frames())
                : OptionalInt.empty(),
            batch,
            config.get(PER),
            fed.extractor().getName(),
            fed.extractor().getVersion());
    requireSize(batch, fed);
    FrozenNetwork network = open(file, new ComputeDevice(config.get(DEVICE)));
    try {
      int width = width(network, layout, fed.elements(), batch);
      return new Embedding(
          base, network, layout, TensorFormat.floats(WORD, version.text(), width), batch);
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private static void requireSize(int batch, TensorFormat fed) {
    long bytes = (long) batch * fed.elements() * Float.BYTES;
    if (bytes > MAX_INPUT_BYTES) {
      throw new EmbeddingException(
          "a batch of %d clips of shape %s has %,d bytes; must have at most %,d. Use a smaller batch, or fewer frames"
              .formatted(batch, fed.shape(), bytes, MAX_INPUT_BYTES));
    }
  }

  private static Path path(ExtractorSpec spec) {
    if (spec.path().isEmpty()) {
      throw new EmbeddingException("there is no file; write embed:FILE.pt or embed:FILE.onnx");
    }
    try {
      return Path.of(spec.path());
    } catch (InvalidPathException e) {
      throw new EmbeddingException("it is no path: " + e.getReason(), e);
    }
  }

  private static String digest(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new EmbeddingException("it cannot be read: " + e.getMessage(), e);
    }
  }

  private static FrozenNetwork open(Path file, ComputeDevice device) {
    if (!file.toString().endsWith(ONNX)) {
      return TorchScriptNetwork.open(file, device);
    }
    if (!device.equals(ComputeDevice.CPU)) {
      throw new EmbeddingException("device is %s; ONNX has cpu only".formatted(device.name()));
    }
    return OnnxNetwork.open(file, TorchEngine.threads());
  }

  /** Values for a clip, as it gives for zeros. */
  private static int width(FrozenNetwork network, InputLayout layout, int elements, int batch) {
    int floats = Math.multiplyExact(batch, elements);
    ByteBuffer zeros =
        ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
            .order(ByteOrder.nativeOrder());
    float[] outputs =
        layout.perClip(network.forward(zeros.asFloatBuffer(), layout.shape(batch)), batch);
    if (outputs.length == 0) {
      throw new EmbeddingException("it gives no values");
    }
    return outputs.length / batch;
  }
}
