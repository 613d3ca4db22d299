package dev.tandem.app.labels;

import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A label on its topic.
 *
 * @param known when it became known
 * @param word what this command meant by it; empty where somebody else wrote it
 */
public record SaidLabel(Label label, byte[] value, Instant known, Optional<LabelWord> word) {

  /** What it says, for people. */
  public String text() {
    return text(label);
  }

  /** The same of any label. */
  public static String text(Label label) {
    if (label.getKind() == LabelKind.RETRACTION) {
      return "no label";
    }
    return label.getTargets().isEmpty() ? label.getClassName() : text(label.getTargets());
  }

  private static String text(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
