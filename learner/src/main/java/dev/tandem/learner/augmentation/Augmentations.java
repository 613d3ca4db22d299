package dev.tandem.learner.augmentation;

import dev.tandem.learner.spec.AugmentationSpec;
import dev.tandem.learner.spec.InputLayout;
import dev.tandem.learner.spec.TensorShape;
import java.util.List;

/** Makes augmentations of what is asked for. */
final class Augmentations {

  private Augmentations() {}

  /** Of one modality, in order; its input fits each of them. */
  static List<Augmentation> build(List<AugmentationSpec> asked, TensorShape input) {
    InputLayout layout = InputLayout.of(input, asked);
    Grid grid = Grid.of(input);
    return asked.stream().map(spec -> build(spec, layout, grid)).toList();
  }

  private static Augmentation build(AugmentationSpec asked, InputLayout layout, Grid grid) {
    double strength = asked.strength();
    return switch (asked.type()) {
      case BRIGHTNESS -> new Brightness(strength);
      case CROP -> new Crop(grid, strength);
      case ERASE -> new Mask(grid, strength, Mask.Sides.BOTH);
      case FLIP -> new Flip(grid, strength);
      case FREQUENCY_MASK -> new Mask(grid, strength, Mask.Sides.ROWS);
      case NOISE -> new Noise(strength);
      case SHIFT -> new Shift(grid, strength, layout == InputLayout.FRAMES);
      case TIME_MASK -> new Mask(grid, strength, Mask.Sides.COLUMNS);
    };
  }
}
