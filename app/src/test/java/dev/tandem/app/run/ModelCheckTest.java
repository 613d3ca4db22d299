package dev.tandem.app.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.app.Patience;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.serving.KafkaClients;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ModelHealth;
import dev.tandem.serving.ServingSettings;
import dev.tandem.serving.SwapListener;
import dev.tandem.serving.delivery.PredictorBuilder;
import dev.tandem.serving.inference.InferenceSettings;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class ModelCheckTest {
  /** Readers that are refused. */
  private record TestingRefusal(ApiException refusal) implements KafkaClients {
    @Override
    public Consumer<byte[], byte[]> reader(String name) {
      return new MockConsumer<>("earliest") {
        @Override
        public synchronized List<PartitionInfo> partitionsFor(String topic) {
          throw refusal;
        }
      };
    }

    @Override
    public Consumer<byte[], byte[]> member(InferenceSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Producer<byte[], byte[]> producer(InferenceSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void shouldEndWhereNoVersionWillEverCome() {
    try (LiveModel live = live(new TopicAuthorizationException("not authorized to read"))) {
      Patience.until(() -> live.health() == ModelHealth.FAILED);

      assertThatThrownBy(() -> ModelCheck.requireHope(live))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "no model version was loaded and none will be: following ended: org.apache.kafka.common.errors.TopicAuthorizationException: not authorized to read. Mend that and start again.");
    }
  }

  @Test
  void shouldWaitWhereAVersionMayCome() {
    try (LiveModel live = live(new UnknownTopicOrPartitionException("no topic yet"))) {
      Patience.until(() -> live.problem().isPresent());

      assertThatCode(() -> ModelCheck.requireHope(live)).doesNotThrowAnyException();
    }
  }

  private static LiveModel live(ApiException refusal) {
    return LiveModel.start(
        ServingSettings.of(Config.empty()).delivery(),
        Topics.standard(),
        new TestingRefusal(refusal),
        new PredictorBuilder(),
        SwapListener.NONE,
        Clock.systemUTC());
  }
}
