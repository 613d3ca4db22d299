package dev.tandem.scoring;

import dev.tandem.stream.door.ForwardingReader;
import dev.tandem.stream.door.ForwardingSource;
import dev.tandem.stream.door.SourceItem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;

/** Clips, which wait in Kafka until there is a model: checkpoints and stops go on meanwhile. */
public final class WaitingSource extends ForwardingSource {
  private static final long serialVersionUID = 1L;

  private final ModelSource models;

  /**
   * The clips of {@code kafka}.
   *
   * @param models as of the operator that answers
   */
  public WaitingSource(KafkaSource<SourceItem> kafka, ModelSource models) {
    super(kafka);
    this.models = models;
  }

  @Override
  protected SourceReader<SourceItem, KafkaPartitionSplit> reader(
      SourceReader<SourceItem, KafkaPartitionSplit> kafkas) {
    return new Reader(kafkas, SharedModel.of(models));
  }

  @SuppressWarnings("try") // close() may be interrupted, as the interface has it
  private static final class Reader extends ForwardingReader {
    private static final Executor LATER =
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final SharedModel model;
    private boolean ready;

    Reader(SourceReader<SourceItem, KafkaPartitionSplit> kafka, SharedModel model) {
      super(kafka);
      this.model = model;
    }

    private boolean isReady() {
      ready = ready || model.live().version().isPresent();
      return ready;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<SourceItem> output) throws Exception {
      model.requireHealth();
      return isReady() ? super.pollNext(output) : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return isReady() ? super.isAvailable() : CompletableFuture.runAsync(() -> {}, LATER);
    }

    @Override
    public void close() throws Exception {
      model.close();
      super.close();
    }
  }
}
