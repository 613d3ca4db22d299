package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.features.FeatureRecording;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run, its recording, and the run that replays it. */
class RecordedRunTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final PublisherSettings SETTINGS = PublisherSettings.of("s", START);

  @TempDir private Path directory;

  private final TestingKafka original = new TestingKafka();
  private final TestingKafka replayed = new TestingKafka();

  @Test
  void shouldReplayTheSameRecords() {
    record();
    publish(replayed, SETTINGS);

    assertThat(values(replayed)).isEqualTo(values(original)).hasSize(3 * 10);
    assertThat(times(replayed)).isEqualTo(times(original));
  }

  @Test
  void shouldPublishAsFarApartAsTheFolderSays() throws Exception {
    record();
    Path sheet = directory.resolve("clips.csv");
    Files.writeString(
        sheet,
        Files.readString(sheet)
            .replace("2026-01-01T00:00:03Z", "2026-01-01T00:00:02.250Z")
            .replace("2026-01-01T00:00:09Z", "2026-01-01T00:30:00Z"));
    publish(replayed, SETTINGS);

    List<Features> audio = replayed.values(TestingKafka.AUDIO, Features.class);
    assertThat(audio.get(3).getClipTime()).isEqualTo(START.plusMillis(2_250));
    assertThat(audio.get(4).getClipTime()).isEqualTo(START.plusSeconds(4));
    assertThat(audio.get(9).getClipTime()).isEqualTo(START.plus(Duration.ofMinutes(30)));
    assertThat(audio).hasSize(10);
  }

  @Test
  void shouldBeginWithAClipAtItsOwnTime() throws Exception {
    record();
    Path sheet = directory.resolve("clips.csv");
    Files.writeString(
        sheet, Files.readString(sheet).replace("2026-01-01T00:00:09Z", "2026-01-01T00:00:08.040Z"));
    publish(replayed, SETTINGS.withFirstClip(9));

    Features last = replayed.values(TestingKafka.AUDIO, Features.class).get(0);
    assertThat(last.getClipId()).isEqualTo("s-00000009");
    assertThat(last.getClipTime()).isEqualTo(START.plusMillis(8_040));
  }

  private void record() {
    try (FeatureRecording recording = FeatureRecording.in(directory);
        Feed feed = Feeds.open(Feeds.parse("synthetic:?dimension=4"), 7)) {
      publish(feed, original, SETTINGS.withMaxClips(10), recording);
    }
  }

  private void publish(TestingKafka kafka, PublisherSettings settings) {
    try (Feed feed = Feeds.open(Feeds.parse("features:" + directory), 0)) {
      publish(feed, kafka, settings, ClipRecorder.NONE);
    }
  }

  private static void publish(
      Feed feed, TestingKafka kafka, PublisherSettings settings, ClipRecorder recorder) {
    TestingTime time = new TestingTime(START.plus(Duration.ofDays(1)));
    try (FeedPublisher publisher =
        new FeedPublisher(settings, kafka.producer(), FlowControl.max(), time, time)) {
      publisher.record(recorder);
      publisher.publish(feed);
    }
  }

  private static List<Object> values(TestingKafka kafka) {
    return kafka.producer().history().stream()
        .map(record -> Wire.decode(record.value()))
        .filter(value -> value instanceof Features || value instanceof Label)
        .<Object>map(value -> value)
        .toList();
  }

  private static List<Long> times(TestingKafka kafka) {
    return kafka.producer().history().stream().map(ProducerRecord::timestamp).toList();
  }
}
