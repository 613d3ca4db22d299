package dev.tandem.app.run;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.kafka.common.TopicPartition;

/** Where in Kafka a job goes on that is restored from a checkpoint or savepoint. */
public final class SavepointPositions {
  /** As Flink's operator of sources names it. */
  private static final String STATE = "SourceReaderState";

  private SavepointPositions() {}

  /** The next offset of each partition; empty for a job without sources in Kafka. */
  public static Map<TopicPartition, Long> of(Path savepoint) {
    Map<TopicPartition, Long> positions =
        new TreeMap<>(Comparator.comparing(TopicPartition::toString));
    try (DataInputStream metadata =
        new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(
                  metadata, SavepointPositions.class.getClassLoader(), savepoint.toUri().toString())
              .getOperatorStates()) {
        for (OperatorSubtaskState subtask : operator.getStates()) {
          for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            read(handle, positions);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the state in " + savepoint, e);
    }
    return positions;
  }

  private static void read(OperatorStateHandle handle, Map<TopicPartition, Long> positions)
      throws IOException {
    OperatorStateHandle.StateMetaInfo state = handle.getStateNameToPartitionOffsets().get(STATE);
    if (state == null) {
      return;
    }
    try (FSDataInputStream in = handle.openInputStream()) {
      for (long offset : state.getOffsets()) {
        in.seek(offset);
        byte[] written =
            BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputViewStreamWrapper(in));
        KafkaPartitionSplit split =
            SimpleVersionedSerialization.readVersionAndDeSerialize(
                new KafkaPartitionSplitSerializer(), written);
        positions.put(split.getTopicPartition(), split.getStartingOffset());
      }
    }
  }
}
