package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaLogsTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

  private final TestingLogConsumer consumer = new TestingLogConsumer();
  private final KafkaVersionLog versions = new KafkaVersionLog(consumer, "log", "control");
  private final KafkaChunkLog chunks = new KafkaChunkLog(consumer, "log");

  @Test
  void shouldReadTheEndFirstAndEverythingOnlyIfItMust() {
    write(3000);
    assertThat(poll()).hasSize(256).first().isEqualTo("2744");
    assertThat(versions.caughtUp()).isTrue();

    assertThat(versions.searchFurtherBack()).isTrue();
    assertThat(versions.caughtUp()).isFalse();
    assertThat(poll()).hasSize(2048).first().isEqualTo("952");
    assertThat(versions.searchFurtherBack()).isTrue();
    assertThat(poll()).hasSize(3000);
    assertThat(versions.searchFurtherBack()).isFalse();
  }

  @Test
  void shouldBeCaughtUpWithAnEmptyTopic() {
    write(0);

    assertThat(poll()).isEmpty();
    assertThat(versions.caughtUp()).isTrue();
    assertThat(versions.searchFurtherBack()).isFalse();
  }

  @Test
  void shouldSayThatTheTopicIsMissingAndFindItLater() {
    assertThatThrownBy(this::poll)
        .isInstanceOf(UnknownTopicOrPartitionException.class)
        .hasMessage("there is no topic log; create it with: tandem topics create");
    write(1);

    assertThat(poll()).containsExactly("0");
  }

  @Test
  void shouldReadChunksFromTheirTimeOn() {
    write(1000);
    chunks.seek(TIME.plusSeconds(990));

    assertThat(chunks.poll(Duration.ZERO)).hasSize(10);
    assertThat(consumer.read()).isEqualTo(10);
  }

  @Test
  void shouldReadChunksThatBecomeVisibleAfterTheSearch() {
    write(1000);
    consumer.write("late", TIME.plusSeconds(2000));
    chunks.seek(TIME.plusSeconds(2000));
    assertThat(chunks.poll(Duration.ZERO)).isEmpty();
    consumer.show();

    assertThat(chunks.poll(Duration.ZERO)).extracting(LogRecord::key).containsExactly("late");
    assertThat(consumer.read()).isEqualTo(1);
  }

  private void write(int records) {
    consumer.createTopic();
    for (int i = 0; i < records; i++) {
      consumer.write(Integer.toString(i), TIME.plusSeconds(i));
    }
    consumer.show();
  }

  private List<String> poll() {
    return versions.poll(Duration.ZERO).stream().map(LogRecord::key).toList();
  }
}
