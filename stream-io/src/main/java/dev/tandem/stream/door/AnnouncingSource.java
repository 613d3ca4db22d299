package dev.tandem.stream.door;

import dev.tandem.stream.door.SourceItem.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;

/**
 * A {@link KafkaSource} that first says which partitions a subtask got, fresh or restored, and then
 * what is in them. A door needs that: a partition it has read nothing from must still hold its
 * watermark back.
 */
public final class AnnouncingSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;

  private AnnouncingSource(KafkaSource<SourceItem> kafka) {
    super(kafka);
  }

  /** The source that {@code kafka} describes; its records are taken as they are. */
  public static AnnouncingSource of(KafkaSourceBuilder<SourceItem> kafka) {
    return new AnnouncingSource(kafka.setDeserializer(new RawRecordDeserializer()).build());
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> kafkas) {
    return new Reader(kafkas);
  }

  /** Speaks up when splits arrive. */
  @SuppressWarnings("try") // close() may be interrupted, as the interface has it
  private static final class Reader extends ForwardingReader {
    private final List<TopicPartition> unannounced = new ArrayList<>();

    Reader(SourceReader<SourceItem, KafkaPartitionSplit> kafka) {
      super(kafka);
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
      splits.forEach(split -> unannounced.add(split.getTopicPartition()));
      super.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceItem> output) throws Exception {
      if (!unannounced.isEmpty()) {
        output.collect(new Assignment(List.copyOf(unannounced)));
        unannounced.clear();
      }
      return super.pollNext(output);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return unannounced.isEmpty() ? super.isAvailable() : CompletableFuture.completedFuture(null);
    }
  }
}
