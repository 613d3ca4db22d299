package dev.tandem.trainer.labels;

import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.Label;
import java.util.List;

/**
 * Continuous targets, such as valence and arousal.
 *
 * @param names in the order of the model's outputs
 */
public record Targets(List<String> names) implements LabelSpace {

  public Targets {
    names = List.copyOf(names);
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public int most() {
    return names.size();
  }

  @Override
  public LabelValue read(Label label) {
    if (!label.getClassName().isEmpty()) {
      throw new IllegalArgumentException(
          "class is '%s'; must be empty, with values for %s"
              .formatted(label.getClassName(), names));
    }
    List<Float> values = label.getTargets().stream().map(Double::floatValue).toList();
    if (values.size() != names.size() || !values.stream().allMatch(Float::isFinite)) {
      throw new IllegalArgumentException(
          "targets are %s; must be %d finite values, for %s"
              .formatted(shortened(label.getTargets()), names.size(), names));
    }
    return LabelValue.ofTargets(values);
  }

  private String shortened(List<Double> values) {
    return values.size() > names.size() + 1
        ? "%d values".formatted(values.size())
        : values.toString();
  }

  @Override
  public List<String> restored(List<String> saved) {
    if (!saved.equals(names)) {
      throw new IllegalArgumentException(
          "trainer.targets is %s; the saved state has %s. Use those, or start a new generation."
              .formatted(names, saved));
    }
    return saved;
  }
}
