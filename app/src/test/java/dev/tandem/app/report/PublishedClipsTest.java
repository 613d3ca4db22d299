package dev.tandem.app.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.letters.Letter;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PublishedClipsTest {
  private final PublishedClips clips = new PublishedClips();

  @Test
  void shouldCountAClipOnceWhateverItsModalities() {
    take("audio", 0, "cam-1", features("cam-1"));
    take("video", 0, "cam-1", features("cam-1"));

    assertThat(clips.count()).isEqualTo(1);
    assertThat(clips.countRefused()).isZero();
  }

  @Test
  void shouldNotTakeJunkForAClip() {
    letter("audio", 1, "dev.tandem.schemas.WireException");
    clips.take(new ConsumerRecord<>("audio", 0, 1, "junk1", "hello".getBytes(UTF_8)));
    clips.take(new ConsumerRecord<>("audio", 0, 2, "junk2", null));
    take("audio", 3, "cam", new StreamMark("cam", MarkKind.END, Instant.EPOCH));

    assertThat(clips.count()).isZero();
  }

  @Test
  void shouldCountAClipThatCamePastNoDoorAsADeadLetter() {
    letter("audio", 1, "dev.tandem.trainer.door.RejectedRecordException");
    letter("audio", 2, "dev.tandem.trainer.door.RejectedRecordException");
    take("audio", 1, "refused", features("refused"));
    take("audio", 2, "half", features("half"));
    take("video", 2, "half", features("half"));

    assertThat(clips.count()).isEqualTo(2);
    assertThat(clips.countRefused()).isEqualTo(1);
  }

  /** It is among the trainer's totals. */
  @Test
  void shouldNotCountAClipThatAnOperatorHasRefused() {
    letter("audio", 1, "");
    take("audio", 1, "incomplete", features("incomplete"));

    assertThat(clips.countRefused()).isZero();
  }

  private void take(String topic, long offset, String key, SpecificRecordBase value) {
    clips.take(new ConsumerRecord<>(topic, 0, offset, key, Wire.encode(value)));
  }

  private void letter(String topic, long offset, String exception) {
    Map<String, String> headers =
        Map.of(
            "topic",
            topic,
            "partition",
            "0",
            "offset",
            Long.toString(offset),
            "timestamp",
            "5",
            "exception",
            exception);
    clips.take(new Letter(new TopicPartition("dead", 0), offset, 5, null, null, 0, headers));
  }

  private static Features features(String id) {
    return Features.newBuilder()
        .setClipId(id)
        .setClipTime(Instant.EPOCH)
        .setStream("cam")
        .setModality("audio")
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.FLOAT32)
        .setShape(List.of(1))
        .setPayload(ByteBuffer.allocate(4))
        .build();
  }
}
