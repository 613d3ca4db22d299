package dev.tandem.trainer.settings;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.CnnSpec;
import dev.tandem.learner.spec.ConformerSpec;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.FusionSpec;
import dev.tandem.learner.spec.GatedSpec;
import dev.tandem.learner.spec.LateMlpSpec;
import dev.tandem.learner.spec.MlpSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ResNet18Spec;
import dev.tandem.learner.spec.TransformerSpec;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.labels.LabelSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the network from the settings of a train job. */
record NetworkConfig(Config config) {

  static Architecture of(Config config, JoinSettings join) {
    return new NetworkConfig(config).architecture(join);
  }

  private Architecture architecture(JoinSettings join) {
    List<String> names = join.modalities();
    Map<String, String> types =
        config.get(NetworkOptions.ENCODERS).isEmpty()
            ? Map.of()
            : Pairs.texts(config, NetworkOptions.ENCODERS, names);
    Map<String, List<Integer>> widths =
        config.get(NetworkOptions.WIDTHS).isEmpty()
            ? Map.of()
            : Pairs.sizes(config, NetworkOptions.WIDTHS, names);
    List<ModalitySpec> modalities = new ArrayList<>();
    for (ModalityContract contract : join.contracts()) {
      String fitting = EncoderSpec.forInput(contract.shape()).type();
      EncoderSpec encoder =
          encoder(
              types.getOrDefault(contract.name(), fitting),
              contract.shape(),
              Optional.ofNullable(widths.get(contract.name())));
      modalities.add(new ModalitySpec(contract.name(), contract.shape(), encoder));
    }
    LabelSpace space = join.labelSpace();
    return new Architecture(modalities, fusion(), space.names().size(), space.task().text());
  }

  /** Of the type; what was not asked for fits the shape. */
  private EncoderSpec encoder(String type, List<Integer> shape, Optional<List<Integer>> widths) {
    EncoderSpec.requireKnown(type);
    return switch (type) {
      case MlpSpec.TYPE ->
          new MlpSpec(
              widths.orElseGet(MlpSpec::usualWidths),
              config.get(NetworkOptions.REPRESENTATION),
              config.get(NetworkOptions.NORMALIZATION));
      case CnnSpec.TYPE ->
          new CnnSpec(
              widths.orElseGet(() -> CnnSpec.widthsFor(shape)),
              config.get(NetworkOptions.REPRESENTATION),
              config.get(NetworkOptions.NORMALIZATION));
      case ResNet18Spec.TYPE ->
          withoutWidths(widths, new ResNet18Spec(config.get(NetworkOptions.RESNET_CHANNELS)));
      default -> withoutWidths(widths, conformer());
    };
  }

  private EncoderSpec conformer() {
    return new ConformerSpec(
        config.get(NetworkOptions.CONFORMER_DIMENSION),
        config.get(NetworkOptions.CONFORMER_HEADS),
        config.get(NetworkOptions.CONFORMER_LAYERS),
        config.get(NetworkOptions.CONFORMER_KERNEL),
        config.get(NetworkOptions.DROPOUT));
  }

  private static EncoderSpec withoutWidths(Optional<List<Integer>> widths, EncoderSpec encoder) {
    if (widths.isPresent()) {
      throw new ConfigException(
          "%s names the widths of a %s, which has none; they are for mlp and cnn. Leave them out."
              .formatted(NetworkOptions.WIDTHS.key(), encoder.type()));
    }
    return encoder;
  }

  private FusionSpec fusion() {
    FusionSpec standard = FusionSpec.named(config.get(NetworkOptions.FUSION));
    double dropout = config.get(NetworkOptions.DROPOUT);
    if (standard instanceof LateMlpSpec mlp) {
      return new LateMlpSpec(widthOr(mlp.hidden()), dropout);
    }
    if (standard instanceof GatedSpec gated) {
      return new GatedSpec(widthOr(gated.width()));
    }
    if (standard instanceof TransformerSpec transformer) {
      return new TransformerSpec(
          widthOr(transformer.dimension()),
          config.get(NetworkOptions.FUSION_HEADS),
          config.get(NetworkOptions.FUSION_LAYERS),
          dropout);
    }
    return standard;
  }

  private int widthOr(int usual) {
    int width = config.get(NetworkOptions.FUSION_WIDTH);
    return width > 0 ? width : usual;
  }
}
