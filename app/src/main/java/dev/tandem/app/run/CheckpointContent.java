package dev.tandem.app.run;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Whose state a checkpoint or savepoint is, by the operators that it has state of. */
final class CheckpointContent {
  private CheckpointContent() {}

  /** Empty where it does not tell, or cannot be read. */
  static Optional<JobRole> role(Path checkpoint) {
    Set<String> operators = operators(checkpoint);
    if (operators.contains("trainer")) {
      return Optional.of(JobRole.TRAIN);
    }
    if (operators.contains("clips-source")) {
      return Optional.of(JobRole.SERVE);
    }
    return Optional.of(JobRole.ASSEMBLE).filter(role -> operators.contains("assembly"));
  }

  private static Set<String> operators(Path checkpoint) {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(SavedStates.metadata(checkpoint))))) {
      CheckpointMetadata metadata =
          Checkpoints.loadCheckpointMetadata(
              in, CheckpointContent.class.getClassLoader(), checkpoint.toUri().toString());
      return metadata.getOperatorStates().stream()
          .map(OperatorState::getOperatorUid)
          .flatMap(Optional::stream)
          .collect(Collectors.toSet());
    } catch (IOException | RuntimeException unreadable) {
      return Set.of();
    }
  }
}
