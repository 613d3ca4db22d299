package dev.tandem.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;

/** Checkpoints as Flink writes them, without anything in them but the names of operators. */
final class TestingCheckpoints {
  static final List<String> TRAIN = List.of("audio-door", "assembly", "label-join", "trainer");
  static final List<String> ASSEMBLE = List.of("audio-door", "assembly", "clips");
  static final List<String> SERVE = List.of("clips-source", "scoring", "answers");

  private TestingCheckpoints() {}

  /** Complete, and written {@code age} seconds after the epoch; the path that was given. */
  static Path write(Path checkpoint, List<String> operators, long age) throws IOException {
    Path metadata = Files.createDirectories(checkpoint).resolve("_metadata");
    try (OutputStream out = Files.newOutputStream(metadata)) {
      Stream<OperatorState> states =
          operators.stream().map(uid -> new OperatorState(uid, uid, new OperatorID(), 1, 128));
      Checkpoints.storeCheckpointMetadata(
          new CheckpointMetadata(1, states.toList(), List.of()), out);
    }
    Files.setLastModifiedTime(metadata, FileTime.from(Instant.ofEpochSecond(age)));
    return checkpoint;
  }
}
