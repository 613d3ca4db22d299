package dev.tandem.trainer.settings;

import static dev.tandem.schemas.config.Option.ofChoice;
import static dev.tandem.schemas.config.Option.ofDouble;
import static dev.tandem.schemas.config.Option.ofInt;
import static dev.tandem.schemas.config.Option.ofList;

import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.LateLinearSpec;
import dev.tandem.learner.spec.TransformerSpec;
import dev.tandem.schemas.config.Option;
import java.util.List;

/**
 * Every setting of the network that the train job trains. What a network does not have is ignored.
 */
public final class NetworkOptions {
  private static final ConformerSpec CONFORMER = ConformerSpec.standard();
  private static final TransformerSpec TRANSFORMER = TransformerSpec.standard();
  private static final int MOST = 65_536;

  public static final Option<List<String>> ENCODERS =
      ofList(
          "learner.encoders",
          "",
          TrainerOptions.PAIRS
              + ", each one of "
              + String.join(", ", EncoderSpec.TYPES)
              + ", such as audio=cnn,video=mlp; empty for what fits the shapes",
          "Type of each modality's encoder.");
  public static final Option<List<String>> WIDTHS =
      ofList(
          "learner.widths",
          "",
          TrainerOptions.PAIRS
              + ", such as audio=16x32,video=16x32; empty for what fits the shapes",
          "Hidden sizes of each modality's mlp, or channels of its cnn.");
  public static final Option<Integer> REPRESENTATION =
      ofInt(
          "learner.representation",
          64,
          1,
          MOST,
          "Size of each modality's representation, of mlp and cnn.");
  public static final Option<String> NORMALIZATION =
      ofChoice(
          "learner.normalization",
          "layer",
          List.of("layer", "none"),
          "Normalisation in the encoders, of mlp and cnn.");
  public static final Option<Integer> RESNET_CHANNELS =
      ofInt(
          "learner.resnet-channels",
          0,
          0,
          MOST,
          "Channels of a frame, of resnet18, where there are frames; 0 for the third size from behind of four, else 1.");
  public static final Option<Integer> CONFORMER_DIMENSION =
      ofInt(
          "learner.conformer-dimension",
          CONFORMER.dimension(),
          16,
          MOST,
          "Size of a step and of the representation, of conformer; a multiple of 16 and of its heads.");
  public static final Option<Integer> CONFORMER_HEADS =
      ofInt(
          "learner.conformer-heads", CONFORMER.heads(), 1, MOST, "Of the attention, of conformer.");
  public static final Option<Integer> CONFORMER_LAYERS =
      ofInt("learner.conformer-layers", CONFORMER.layers(), 1, 1000, "Blocks of conformer.");
  public static final Option<Integer> CONFORMER_KERNEL =
      ofInt(
          "learner.conformer-kernel",
          CONFORMER.kernel(),
          1,
          MOST,
          "Of the convolution over time, of conformer; odd.");
  public static final Option<String> FUSION =
      ofChoice(
          "learner.fusion",
          LateLinearSpec.NAME,
          FusionSpec.NAMES,
          "How one answer is made of all modalities; film and gated take two, the first conditions"
              + " the second.");
  public static final Option<Integer> FUSION_WIDTH =
      ofInt(
          "learner.fusion-width",
          0,
          0,
          MOST,
          "Hidden units of late-mlp, width of gated, dimension of transformer; 0 for 128, of"
              + " transformer 64.");
  public static final Option<Integer> FUSION_HEADS =
      ofInt(
          "learner.fusion-heads",
          TRANSFORMER.heads(),
          1,
          MOST,
          "Of the attention, of transformer.");
  public static final Option<Integer> FUSION_LAYERS =
      ofInt("learner.fusion-layers", TRANSFORMER.layers(), 1, 1000, "Of transformer.");
  public static final Option<Double> DROPOUT =
      ofDouble(
          "learner.dropout",
          0,
          "must be >= 0 and < 1",
          v -> v >= 0 && v < 1,
          "Share of values that training leaves out, of conformer, late-mlp and transformer.");

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL =
      List.of(
          ENCODERS,
          WIDTHS,
          REPRESENTATION,
          NORMALIZATION,
          RESNET_CHANNELS,
          CONFORMER_DIMENSION,
          CONFORMER_HEADS,
          CONFORMER_LAYERS,
          CONFORMER_KERNEL,
          FUSION,
          FUSION_WIDTH,
          FUSION_HEADS,
          FUSION_LAYERS,
          DROPOUT);

  private NetworkOptions() {}
}
