package dev.tandem.learner.spec;

import java.util.Collection;

/**
 * What the sizes of an input mean to augmentations. Two sizes are a map (frequency, time), as
 * log-mel is: the last is time. Four are frames (frames, channels, height, width). Three are frames
 * (frames, height, width), unless a mask over time or frequency is asked for: then they are a map
 * (channels, frequency, time). Anything else is values that lie in no order.
 */
public enum InputLayout {
  VALUES("values in no order"),
  MAP("a map, with frequency and time last"),
  FRAMES("frames, with height and width last");

  private final String text;

  InputLayout(String text) {
    this.text = text;
  }

  /**
   * The layout of an input.
   *
   * @param shape of one example
   * @param asked what is to be done with it
   */
  public static InputLayout of(TensorShape shape, Collection<AugmentationSpec> asked) {
    boolean masked = asked.stream().anyMatch(spec -> spec.type().isForMapsAlone());
    return switch (shape.sizes().size()) {
      case 2 -> MAP;
      case 3 -> masked ? MAP : FRAMES;
      case 4 -> FRAMES;
      default -> VALUES;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
