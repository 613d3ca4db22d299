package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A live feed into Kafka, by the command. */
class LiveIngestIT {
  private static final Topics TOPICS = Topics.standard();
  private static final List<String> MODALITIES = List.of("audio", "video");

  @TempDir Path directory;

  private EmbeddedKafka kafka;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    try (Admin admin = kafka.connection().admin()) {
      new TopicAdmin(admin).create(TOPICS.catalogue(MODALITIES, 2), Optional.empty());
    }
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldPublishWhatIsCapturedAtItsTime() {
    Path recorded = directory.resolve("recorded");
    CommandRun run =
        CommandRun.of(
            "ingest",
            "lavfi:testsrc2=size=64x48:rate=25;sine",
            "--stream",
            "cam-1",
            "--clips",
            "3",
            "--record",
            recorded.toString(),
            "--bootstrap-server",
            kafka.bootstrapServers());

    assertThat(run.status()).as(run.errors()).isZero();
    assertThat(run.output())
        .contains("has no labels; they come from names like")
        .contains("3 clips and 0 labels of stream cam-1");
    for (String modality : MODALITIES) {
      List<ConsumerRecord<byte[], byte[]>> all =
          new TopicReader(kafka.connection(), TOPICS.features(modality)).all();
      List<ConsumerRecord<byte[], byte[]>> features =
          all.stream()
              .filter(record -> decode(record) instanceof Features)
              .sorted(Comparator.comparingLong(ConsumerRecord::timestamp)) // of two partitions
              .toList();
      assertThat(features).hasSize(3);
      assertThat(recorded(recorded, modality))
          .usingElementComparator(Arrays::compare)
          .isEqualTo(features.stream().map(record -> payload((Features) decode(record))).toList());
      for (ConsumerRecord<byte[], byte[]> record : features) {
        Features clip = (Features) decode(record);
        assertThat(clip.getClipId())
            .isEqualTo("cam-1-%08d".formatted(clip.getClipTime().getEpochSecond()));
        assertThat(record.timestamp())
            .isEqualTo(clip.getClipTime().plusSeconds(1).toEpochMilli())
            .isLessThanOrEqualTo(System.currentTimeMillis());
      }
      assertThat(all.stream().map(LiveIngestIT::decode).filter(StreamMark.class::isInstance))
          .map(mark -> ((StreamMark) mark).getKind())
          .contains(MarkKind.START, MarkKind.END);
    }
  }

  private static List<byte[]> recorded(Path folder, String modality) {
    List<byte[]> elements = new ArrayList<>();
    try (Feed feed = Feeds.open(Feeds.parse("features:" + folder), 0)) {
      for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
        elements.add(((Signal.Given) clip.get().signals().get(modality)).elements());
      }
      assertThat(feed.skipped()).isEmpty();
    }
    return elements;
  }

  private static byte[] payload(Features features) {
    byte[] payload = new byte[features.getPayload().remaining()];
    features.getPayload().duplicate().get(payload);
    return payload;
  }

  private static SpecificRecordBase decode(ConsumerRecord<byte[], byte[]> record) {
    return Wire.decode(record.value());
  }
}
