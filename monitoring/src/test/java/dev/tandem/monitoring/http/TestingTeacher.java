package dev.tandem.monitoring.http;

import dev.tandem.schemas.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it is told. */
final class TestingTeacher implements Teacher {
  final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public String stream() {
    return "teach-1";
  }

  @Override
  public Taken take(byte[] media, Optional<String> className) {
    if (media[0] == 'b') {
      throw new BusyException("4 recordings are being read already");
    }
    if (media[0] == 'x') {
      throw new UsageException("the recording cannot be used: it is no media");
    }
    told.add("%d bytes of %s".formatted(media.length, className.orElse("nothing")));
    return new Taken("teach-1-7", "no audio");
  }

  @Override
  public String undo() {
    throw new UsageException("nothing to undo");
  }

  @Override
  public String relabel(String clip, String className) {
    told.add("relabel %s %s".formatted(clip, className));
    return "it is " + className;
  }

  @Override
  public String forget(String className) {
    told.add("forget " + className);
    return "forgotten";
  }
}
