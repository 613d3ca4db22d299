package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Heads;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An architecture as layers over a {@link ParameterLayout}. It holds no values: a pass brings its
 * {@link ForwardPass}. Heads are linear maps, {@code heads.MODALITY.weight} and {@code .bias}.
 */
public final class Network {

  /**
   * What a pass gave.
   *
   * @param representations of the modalities that the batch has, in order
   * @param heads {@code fused} first, where the fusion answers any row; then the modalities that
   *     the batch has, in order
   */
  public record Outputs(List<Representation> representations, List<HeadLogits> heads) {}

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
    fusion = Fusions.build(architecture, encoders, builder);
    layout = builder.build();
  }

  public ParameterLayout layout() {
    return layout;
  }

  /**
   * One forward pass, in the scope of its inputs.
   *
   * @param inputs of at least one modality
   * @param probes heads that read detached representations
   */
  public Outputs forward(List<ModalityInput> inputs, ForwardPass pass, Set<String> probes) {
    return heads(inputs.stream().map(input -> encode(input, pass)).toList(), pass, probes);
  }

  /** What one modality's encoder makes of it. */
  public Representation encode(ModalityInput input, ForwardPass pass) {
    Encoder.Encoded z = encoders.get(input.modality()).encode(input.values(), pass);
    return new Representation(input.modality(), input.rows(), z.pooled(), z.unpooled());
  }

  /**
   * What fusion and heads make of representations.
   *
   * @param present at least one, in the order of the architecture
   */
  public Outputs heads(List<Representation> present, ForwardPass pass, Set<String> probes) {
    List<HeadLogits> logits = new ArrayList<>(fused(present, pass, probes).heads());
    for (Representation z : present) {
      logits.add(unimodal(probes.contains(z.modality()) ? z.detached() : z, pass));
    }
    return new Outputs(present, logits);
  }

  /** What the fusion alone makes of representations. */
  public Outputs fused(List<Representation> present, ForwardPass pass, Set<String> probes) {
    List<Representation> read = detachedIf(probes.contains(Heads.FUSED), present);
    return new Outputs(present, fusion.fuse(read, pass).stream().toList());
  }

  /**
   * What each modality contributes to a linear fusion, as if it were a head; nothing flows back
   * through it.
   *
   * @throws IllegalStateException if the fusion is not linear
   */
  public List<HeadLogits> terms(Outputs outputs, ForwardPass pass) {
    if (fusion instanceof LinearFusion linear) {
      return linear.terms(outputs.representations(), pass);
    }
    throw new IllegalStateException("the fusion has no term for each modality.");
  }

  private HeadLogits unimodal(Representation z, ForwardPass pass) {
    NDArray logits = heads.get(z.modality()).apply(z.values(), pass);
    return new HeadLogits(z.modality(), z.rows(), logits);
  }

  private static List<Representation> detachedIf(boolean probe, List<Representation> present) {
    return probe ? present.stream().map(Representation::detached).toList() : present;
  }

  private static LinearLayer head(
      ModalitySpec modality, int classes, ParameterLayout.Builder builder) {
    LayerFactory layers =
        new LayerFactory(
            builder, ParameterGroup.head(modality.name()), "heads.%s.".formatted(modality.name()));
    return layers.logits(modality.encoder().representation(), classes);
  }
}
