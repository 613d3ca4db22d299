package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears, as text in order, and the models that it was given. */
final class RecordingSink implements VersionSink {
  private final List<String> events = new ArrayList<>();
  private final List<ServedModel> delivered = new ArrayList<>();

  @Override
  public void deliver(ServedModel model) {
    delivered.add(model);
    events.add("deliver " + model.key());
  }

  @Override
  public void refuse(String version, String reason) {
    events.add("refuse %s: %s".formatted(version, reason));
  }

  @Override
  public void supersede(ModelKey version, ModelKey by) {
    events.add("supersede %s by %s".formatted(version, by));
  }

  List<String> events() {
    return events;
  }

  List<ServedModel> delivered() {
    return delivered;
  }
}
