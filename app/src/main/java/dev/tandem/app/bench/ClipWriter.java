package dev.tandem.app.bench;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.trainer.settings.TrainerOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes clips of streams in turn, all with the same features: vectors of 16 bytes a segment. */
final class ClipWriter {
  private static final Duration CLIP = Duration.ofSeconds(1);
  private static final int ROWS = 16;
  private static final String FEED = "synthetic:?dimension=" + ROWS;

  private final ClipShape shape;
  private final RecordedClips log;
  private final FeedDescription feed;
  private final Producer<byte[], byte[]> producer;
  private final Instant start = Instant.now().minus(Duration.ofDays(20));

  private ClipWriter(
      ClipShape shape, RecordedClips log, FeedDescription feed, Producer<byte[], byte[]> producer) {
    this.shape = shape;
    this.log = log;
    this.feed = feed;
    this.producer = producer;
  }

  /**
   * A log of {@code clips}.
   *
   * @param name the topics' prefix
   * @param window {@code join.window} of jobs that read it
   */
  static RecordedClips record(
      KafkaConnection kafka, String name, ClipShape shape, Duration window, long clips) {
    try (Feed feed = Feeds.open(Feeds.parse(FEED), 0);
        Producer<byte[], byte[]> producer = kafka.producer(Map.of("linger.ms", 5))) {
      Map<String, String> settings =
          Map.of(
              RecordedClips.PREFIX,
              name,
              TrainerOptions.SHAPES.key(),
              shapes(feed.describe(), shape),
              TrainerOptions.WINDOW.key(),
              window.toMillis() + "ms");
      RecordedClips log =
          RecordedClips.create(kafka, settings, feed.describe(), shape.partitions(), clips);
      ClipWriter writer = new ClipWriter(shape, log, feed.describe(), producer);
      for (long clip = 0; clip < clips; clip++) {
        writer.write(clip);
      }
      producer.flush();
      return log;
    }
  }

  private static String shapes(FeedDescription feed, ClipShape shape) {
    return feed.modalityNames().stream()
        .map(name -> name + "=" + ROWS * shape.segments())
        .collect(Collectors.joining(","));
  }

  private void write(long clip) {
    Instant time = start.plusSeconds(clip / shape.perSecond()).plusNanos(micros(clip) * 1_000);
    for (Modality modality : feed.modalities()) {
      if (shape.whole() || modality.equals(feed.modalities().get(0))) {
        for (int segment = 0; segment < shape.segments(); segment++) {
          send(modality, clip, features(modality, clip, segment, time), time.plus(CLIP));
        }
      } else if (micros(clip) == 0) {
        send(modality, clip, mark(clip, time), time);
      }
    }
  }

  /** Within its second. */
  private long micros(long clip) {
    return clip % shape.perSecond();
  }

  private StreamMark mark(long clip, Instant time) {
    return new StreamMark(stream(clip), clip == 0 ? MarkKind.START : MarkKind.HEARTBEAT, time);
  }

  private String stream(long clip) {
    return "stream-" + clip % shape.streams();
  }

  private Features features(Modality modality, long clip, int segment, Instant time) {
    return Features.newBuilder()
        .setClipId("clip-" + clip)
        .setClipTime(time)
        .setStream(stream(clip))
        .setModality(modality.name())
        .setSegment(segment)
        .setSegments(shape.segments())
        .setExtractor(modality.extractor().format().extractor())
        .setElementType(ElementType.UINT8)
        .setShape(List.of(ROWS))
        .setPayload(ByteBuffer.wrap(new byte[ROWS]))
        .build();
  }

  private void send(Modality modality, long clip, SpecificRecordBase value, Instant time) {
    var unused = // a clip that is missing is missed by who counts them
        producer.send(
            new ProducerRecord<>(
                log.settings().topics().features(modality.name()),
                (int) (clip % shape.partitions()),
                time.toEpochMilli(),
                ("clip-" + clip).getBytes(StandardCharsets.UTF_8),
                Wire.encode(value)));
  }
}
