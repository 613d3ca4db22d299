package dev.tandem.ingest.extract;

import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import java.util.List;
import java.util.OptionalInt;

/** {@code frame-stack}: small pictures, gray or coloured. */
final class FrameStackType extends SignalExtractorType {
  static final String WORD = "frame-stack";
  private static final String CENTRE = "centre";
  private static final String RGB = "rgb";

  private static final Option<Integer> SIZE =
      Option.ofInt("size", FrameStack.SIZE, 1, 1024, "Pixels along each side.");
  private static final Option<String> COLOUR =
      Option.ofChoice("colour", "gray", List.of("gray", RGB), "Channels of each picture.");
  private static final Option<String> CROP =
      Option.ofChoice(
          "crop",
          "none",
          List.of("none", CENTRE),
          "Whether only the largest square in the middle counts.");
  private static final Option<Double> MEAN =
      Option.ofDouble(
          "mean",
          0.29,
          "must be 0 to 1",
          value -> value >= 0 && value <= 1,
          "Of pixels, of full scale; becomes 0.");
  private static final Option<Double> DEVIATION =
      Option.ofDouble(
          "deviation",
          0.355,
          "must be more than 0",
          value -> value > 0 && Double.isFinite(value),
          "Of pixels, of full scale; becomes 1.");
  private static final List<Option<?>> OPTIONS = List.of(SIZE, COLOUR, CROP, MEAN, DEVIATION);

  FrameStackType() {
    super(WORD, "small pictures, grey or coloured, as uint8", SignalKind.PICTURES, OPTIONS);
  }

  @Override
  public OptionalInt frames(String version, List<Integer> shape) {
    boolean coloured = List.of(version.split(":")).contains(COLOUR.key() + "=" + RGB);
    return OptionalInt.of(shape.get(0) / (coloured ? Signal.Frames.COLOUR : Signal.Frames.GRAY));
  }

  @Override
  public FeatureExtractor create(ExtractorSpec spec) {
    Config config = spec.config(OPTIONS);
    FrameStackParameters parameters =
        new FrameStackParameters(
            config.get(SIZE),
            config.get(COLOUR).equals(RGB) ? Signal.Frames.COLOUR : Signal.Frames.GRAY,
            config.get(CROP).equals(CENTRE),
            config.get(MEAN).floatValue(),
            config.get(DEVIATION).floatValue());
    String version = ExtractorSpec.version(ExtractorSpec.FIRST, config, OPTIONS);
    return new FrameStack(spec.frames(), parameters, version);
  }
}
