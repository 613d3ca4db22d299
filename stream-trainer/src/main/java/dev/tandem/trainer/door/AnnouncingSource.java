package dev.tandem.trainer.door;

import dev.tandem.trainer.door.SourceItem.Assignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.TopicPartition;

/**
 * A {@link KafkaSource} that first says which partitions a subtask got, fresh or restored, and then
 * what is in them. A door needs that: a partition it has read nothing from must still hold its
 * watermark back.
 */
public final class AnnouncingSource
    implements Source<SourceItem, KafkaPartitionSplit, KafkaSourceEnumState> {
  private static final long serialVersionUID = 1L;

  private final KafkaSource<SourceItem> kafka;

  private AnnouncingSource(KafkaSource<SourceItem> kafka) {
    this.kafka = kafka;
  }

  /** The source that {@code kafka} describes; its records are taken as they are. */
  public static AnnouncingSource of(KafkaSourceBuilder<SourceItem> kafka) {
    return new AnnouncingSource(kafka.setDeserializer(new RawRecordDeserializer()).build());
  }

  @Override
  public Boundedness getBoundedness() {
    return kafka.getBoundedness();
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return kafka.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws java.io.IOException {
    return kafka.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return kafka.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return kafka.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<SourceItem, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new Reader(kafka.createReader(context));
  }

  /** Passes everything on to Kafka's reader and speaks up when splits arrive. */
  @SuppressWarnings("try") // close() may be interrupted, as the interface has it
  private static final class Reader implements SourceReader<SourceItem, KafkaPartitionSplit> {
    private final SourceReader<SourceItem, KafkaPartitionSplit> kafka;
    private final List<TopicPartition> unannounced = new ArrayList<>();

    Reader(SourceReader<SourceItem, KafkaPartitionSplit> kafka) {
      this.kafka = kafka;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(split -> unannounced.add(split.getTopicPartition()));
      kafka.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceItem> output) throws Exception {
      if (!unannounced.isEmpty()) {
        output.collect(new Assignment(List.copyOf(unannounced)));
        unannounced.clear();
      }
      return kafka.pollNext(output);
    }

    @Override
    public void start() {
      kafka.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return kafka.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
      kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return unannounced.isEmpty() ? kafka.isAvailable() : CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyNoMoreSplits() {
      kafka.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      kafka.handleSourceEvents(event);
    }

    @Override
    public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
      kafka.pauseOrResumeSplits(pause, resume);
    }

    @Override
    public void close() throws Exception {
      kafka.close();
    }
  }
}
