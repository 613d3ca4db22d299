package dev.tandem.learner.network;

import dev.tandem.learner.spec.ParameterGroup;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An architecture as layers over a {@link ParameterLayout}. It holds no values: a pass brings its
 * {@link LeafTensors}. Heads are linear maps, {@code heads.MODALITY.weight} and {@code .bias}.
 */
public final class Network {

  /**
   * What a pass gave.
   *
   * @param heads {@code fused} first, then the modalities that the batch has, in order
   * @param terms of the fusion, by modality
   */
  public record Outputs(List<HeadLogits> heads, List<HeadLogits> terms) {}

  private final Map<String, Encoder> encoders = new LinkedHashMap<>();
  private final Map<String, LinearLayer> heads = new LinkedHashMap<>();
  private final Fusion fusion;
  private final ParameterLayout layout;

  public Network(Architecture architecture) {
    ParameterLayout.Builder builder = new ParameterLayout.Builder();
    for (ModalitySpec modality : architecture.modalities()) {
      encoders.put(modality.name(), Encoders.build(modality, builder));
      heads.put(modality.name(), head(modality, architecture.classes(), builder));
    }
    fusion = Fusions.build(architecture, builder);
    layout = builder.build();
  }

  public ParameterLayout layout() {
    return layout;
  }

  /**
   * One forward pass, in the scope of its inputs.
   *
   * @param inputs of at least one modality
   * @param leaves the parameters
   * @param probes heads that read detached representations
   * @return {@code fused} first, then the modalities that the batch has, in order
   */
  public List<HeadLogits> forward(
      List<ModalityInput> inputs, LeafTensors leaves, Set<String> probes) {
    return heads(encode(inputs, leaves), leaves, probes);
  }

  /**
   * The same, and what each modality contributes to the fusion.
   *
   * @param wantsTerms false for none
   */
  public Outputs forward(
      List<ModalityInput> inputs, LeafTensors leaves, Set<String> probes, boolean wantsTerms) {
    List<Representation> present = encode(inputs, leaves);
    List<HeadLogits> heads = heads(present, leaves, probes);
    return new Outputs(heads, wantsTerms ? fusion.terms(present, leaves) : List.of());
  }

  private List<Representation> encode(List<ModalityInput> inputs, LeafTensors leaves) {
    List<Representation> present = new ArrayList<>();
    for (ModalityInput input : inputs) {
      NDArray z = encoders.get(input.modality()).apply(input.values(), leaves);
      present.add(new Representation(input.modality(), input.rows(), z));
    }
    return present;
  }

  private List<HeadLogits> heads(
      List<Representation> present, LeafTensors leaves, Set<String> probes) {
    List<HeadLogits> logits = new ArrayList<>();
    logits.add(fused(detachedIf(probes.contains(Heads.FUSED), present), leaves));
    for (Representation z : present) {
      logits.add(unimodal(probes.contains(z.modality()) ? z.detached() : z, leaves));
    }
    return logits;
  }

  private HeadLogits fused(List<Representation> present, LeafTensors leaves) {
    Rows all = Rows.all(present.get(0).rows().batch());
    return new HeadLogits(Heads.FUSED, all, fusion.fuse(present, leaves));
  }

  private HeadLogits unimodal(Representation z, LeafTensors leaves) {
    NDArray logits = heads.get(z.modality()).apply(z.values(), leaves);
    return new HeadLogits(z.modality(), z.rows(), logits);
  }

  private static List<Representation> detachedIf(boolean probe, List<Representation> present) {
    return probe ? present.stream().map(Representation::detached).toList() : present;
  }

  private static LinearLayer head(
      ModalitySpec modality, int classes, ParameterLayout.Builder builder) {
    int in = modality.encoder().representation();
    String name = "heads.%s.".formatted(modality.name());
    ParameterGroup group = ParameterGroup.head(modality.name());
    Initializer initializer = Initializer.uniform(in);
    return new LinearLayer(
        builder.addByClass(name + "weight", TensorShape.of(classes, in), group, initializer),
        builder.addByClass(name + "bias", TensorShape.of(classes), group, initializer));
  }
}
