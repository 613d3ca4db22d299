package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that extract change nothing but how long it takes. */
class ExtractThreadsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64})
  void shouldPublishTheSameRecordsInTheSameOrder(int threads) {
    assertThat(published("studio:?extract-threads=" + threads, 11))
        .isEqualTo(published("studio:", 11))
        .hasSize(22);
  }

  @Test
  void shouldPublishALastGroupThatIsNotFull() {
    assertThat(published("studio:?extract-threads=4", 1)).hasSize(2);
  }

  private static List<Features> published(String feed, int clips) {
    TestingKafka kafka = new TestingKafka();
    TestingTime time = new TestingTime(START.plus(Duration.ofDays(1)));
    PublisherSettings settings = PublisherSettings.of("s", START).withMaxClips(clips);
    try (Feed opened = Feeds.open(Feeds.parse(feed), 3);
        FeedPublisher publisher =
            new FeedPublisher(settings, kafka.producer(), FlowControl.max(), time, time)) {
      publisher.publish(opened);
    }
    return kafka.producer().history().stream()
        .map(record -> Wire.decode(record.value()))
        .filter(Features.class::isInstance)
        .map(Features.class::cast)
        .toList();
  }
}
