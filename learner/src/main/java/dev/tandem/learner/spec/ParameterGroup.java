package dev.tandem.learner.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a parameter belongs to.
 *
 * @param role its place in the network
 * @param modality whose pace scales it; empty for what all modalities share
 */
public record ParameterGroup(Role role, Optional<String> modality) {

  /** Places in the network. */
  public enum Role {
    ENCODER,
    HEAD,
    FUSION_SLICE,
    SHARED
  }

  /** Every group of a network, in the order of its modalities. */
  public static List<ParameterGroup> all(List<String> modalities) {
    List<ParameterGroup> groups = new ArrayList<>();
    for (String modality : modalities) {
      groups.add(encoder(modality));
      groups.add(head(modality));
      groups.add(fusionSlice(modality));
    }
    groups.add(shared());
    return groups;
  }

  /**
   * As in settings: {@code encoder.audio}, {@code head.audio}, {@code fusion.audio}, {@code
   * fusion}.
   */
  public String text() {
    String place =
        switch (role) {
          case ENCODER -> "encoder";
          case HEAD -> "head";
          case FUSION_SLICE, SHARED -> "fusion";
        };
    return modality.map(name -> place + "." + name).orElse(place);
  }

  /** Part of the modality's encoder. */
  public static ParameterGroup encoder(String modality) {
    return new ParameterGroup(Role.ENCODER, Optional.of(modality));
  }

  /** Part of the modality's unimodal head. */
  public static ParameterGroup head(String modality) {
    return new ParameterGroup(Role.HEAD, Optional.of(modality));
  }

  /** Part of the fusion that reads this modality alone. */
  public static ParameterGroup fusionSlice(String modality) {
    return new ParameterGroup(Role.FUSION_SLICE, Optional.of(modality));
  }

  /** Part of the fusion that no modality owns. */
  public static ParameterGroup shared() {
    return new ParameterGroup(Role.SHARED, Optional.empty());
  }

  /** The head that only exists through this parameter; empty for encoders, which serve several. */
  public Optional<String> head() {
    return switch (role) {
      case ENCODER -> Optional.empty();
      case HEAD -> modality;
      case FUSION_SLICE, SHARED -> Optional.of(Heads.FUSED);
    };
  }
}
