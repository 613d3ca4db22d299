package dev.tandem.monitoring.http;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.UsageException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class TestingControl implements ModelControl {
  final List<String> told = new CopyOnWriteArrayList<>();

  private String tell(String what) {
    told.add(what);
    return what;
  }

  @Override
  public String pin(ModelKey version, String why) {
    return tell("pin %s %s".formatted(version, why));
  }

  @Override
  public String unpin(String why) {
    return tell("unpin " + why);
  }

  @Override
  public String release(ModelKey version, String why) {
    throw new UsageException("%s is not held".formatted(version));
  }

  @Override
  public String rollBack(String why) {
    return tell("rollback " + why);
  }
}
