package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps what it hears, as text in order, and the models that it was given. */
final class RecordingSink implements VersionSink {
  private final List<String> events = new ArrayList<>();
  private final List<ServedModel> delivered = new ArrayList<>();
  private final Set<ModelKey> keeping = new HashSet<>();

  @Override
  public void deliver(ServedModel model) {
    delivered.add(model);
    events.add("deliver " + model.key());
  }

  @Override
  public boolean recall(CandidateVersion candidate) {
    boolean kept = keeping.contains(candidate.key());
    if (kept) {
      events.add("recall " + candidate.key());
    }
    return kept;
  }

  @Override
  public void steer(Optional<ModelKey> pin) {
    events.add("steer " + pin.map(ModelKey::toString).orElse("newest"));
  }

  @Override
  public void refuse(String version, String reason) {
    events.add("refuse %s: %s".formatted(version, reason));
  }

  @Override
  public void supersede(ModelKey version, ModelKey by) {
    events.add("supersede %s by %s".formatted(version, by));
  }

  /** Has the version at hand from now on. */
  void keep(ModelKey version) {
    keeping.add(version);
  }

  List<String> events() {
    return events;
  }

  List<ServedModel> delivered() {
    return delivered;
  }
}
