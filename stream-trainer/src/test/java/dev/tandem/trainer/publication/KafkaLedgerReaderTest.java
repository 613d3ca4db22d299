package dev.tandem.trainer.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.log.WrittenLog;
import dev.tandem.schemas.records.ModelPointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaLedgerReaderTest {
  private static final String TOPIC = "av.models.v1";
  private static final TopicPartition MODELS = new TopicPartition(TOPIC, 0);

  private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();
  private final List<Long> read = new ArrayList<>();
  private final KafkaLedgerReader reader =
      new KafkaLedgerReader(this::log, new WrittenLog(KafkaConnection.to("")), TOPIC, "av");

  @Test
  void shouldReadNoRecordTwice() {
    publish(1);
    publish(2);
    assertThat(reader.readOn().newest()).hasValue(new ModelKey("av", 1, 2));
    assertThat(read).containsExactly(0L, 1L);

    assertThat(reader.readOn().newest()).hasValue(new ModelKey("av", 1, 2));
    publish(3);
    assertThat(reader.readOn().newest()).hasValue(new ModelKey("av", 1, 3));

    assertThat(read).containsExactly(0L, 1L, 2L);
  }

  private void publish(int version) {
    byte[] pointer = Wire.encode(new ModelPointer("av", 1, version, ""));
    topic.add(new ConsumerRecord<>(TOPIC, 0, topic.size(), "av".getBytes(UTF_8), pointer));
  }

  /** A consumer of what the topic has now. */
  private CommittedLog log() {
    MockConsumer<byte[], byte[]> kafka =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
            polled.forEach(record -> read.add(record.offset()));
            return polled;
          }
        };
    Node[] none = {};
    kafka.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, Node.noNode(), none, none)));
    kafka.updateBeginningOffsets(Map.of(MODELS, 0L));
    kafka.updateEndOffsets(Map.of(MODELS, (long) topic.size()));
    kafka.assign(List.of(MODELS));
    topic.forEach(kafka::addRecord);
    return new CommittedLog(kafka, "nowhere", Duration.ofSeconds(5));
  }
}
