package dev.tandem.learner.spec;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One modality of an {@link Architecture}.
 *
 * @param name lower case letters, digits and dashes; also the name of its unimodal head
 * @param inputShape sizes of one example's tensor, outermost first, without the batch
 * @param encoder what turns the tensor into a representation
 */
public record ModalitySpec(String name, List<Integer> inputShape, EncoderSpec encoder) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  public ModalitySpec {
    Requirement.present("modality.name", name, "a name");
    if (!NAME.matcher(name).matches() || name.equals(Heads.FUSED)) {
      throw new IllegalArgumentException(
          "modality.name is '%s'; must match %s and not be '%s', which names the fused head. Rename it."
              .formatted(name, NAME, Heads.FUSED));
    }
    Requirement.present("modality %s: inputShape".formatted(name), inputShape, "a list of sizes");
    inputShape = List.copyOf(inputShape);
    if (inputShape.isEmpty() || inputShape.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "modality %s: inputShape is %s; must have at least one size, each >= 1. Correct it."
              .formatted(name, new TensorShape(inputShape)));
    }
    Requirement.present("modality %s: encoder".formatted(name), encoder, "an encoder");
    encoder.requireReadable(name, new TensorShape(inputShape));
  }

  public TensorShape shape() {
    return new TensorShape(inputShape);
  }
}
