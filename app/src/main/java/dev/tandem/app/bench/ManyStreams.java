package dev.tandem.app.bench;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Features;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes clips of many streams, in turn, all with the same features; one partition a topic. */
final class ManyStreams {
  private static final Duration CLIP = Duration.ofSeconds(1);

  private final int streams;
  private final int perSecond;
  private final Instant start = Instant.now().minus(Duration.ofDays(20));

  private ManyStreams(int streams, int perSecond) {
    this.streams = streams;
    this.perSecond = perSecond;
  }

  /** A log of {@code clips}, of all streams together {@code perSecond} in a second. */
  static RecordedClips record(KafkaConnection kafka, int streams, int perSecond, long clips) {
    ManyStreams many = new ManyStreams(streams, perSecond);
    try (Feed feed = Feeds.open(FeedUri.parse("synthetic:?dimension=16"), 0);
        Producer<byte[], byte[]> producer = kafka.producer(Map.of("linger.ms", 5))) {
      RecordedClips log =
          RecordedClips.create(
              kafka, "streams-" + streams + "-" + perSecond, feed.describe(), 1, clips);
      CapturedClip captured = feed.next().orElseThrow();
      for (long clip = 0; clip < clips; clip++) {
        many.write(clip, captured, feed.describe().modalities(), log, producer);
      }
      producer.flush();
      return log;
    }
  }

  private void write(
      long clip,
      CapturedClip captured,
      List<Modality> modalities,
      RecordedClips log,
      Producer<byte[], byte[]> producer) {
    Instant time = start.plusSeconds(clip / perSecond).plusNanos(clip % perSecond * 1_000);
    for (Modality modality : modalities) {
      FeatureTensor tensor = modality.extractor().extract(captured.signals().get(modality.name()));
      Features features =
          Features.newBuilder()
              .setClipId("clip-" + clip)
              .setClipTime(time)
              .setStream("stream-" + clip % streams)
              .setModality(modality.name())
              .setExtractor(tensor.format().extractor())
              .setElementType(tensor.format().elementType())
              .setScale(tensor.format().scaling().scale())
              .setOffset(tensor.format().scaling().offset())
              .setShape(tensor.format().shape())
              .setPayload(tensor.payload())
              .build();
      var unused = // a clip that is missing is missed by who counts them
          producer.send(
              new ProducerRecord<>(
                  log.settings().topics().features(modality.name()),
                  0,
                  time.plus(CLIP).toEpochMilli(),
                  features.getClipId().getBytes(StandardCharsets.UTF_8),
                  Wire.encode(features)));
    }
  }
}
