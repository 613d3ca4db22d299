package dev.tandem.app.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.letters.DeadLetterRecord;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PublishedClipsTest {
  private static final int MANY = 1_000;

  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final RefusedRecords refused =
      new RefusedRecords(
          Map.of(
              new TopicPartition("audio", 0), new Span(0, MANY),
              new TopicPartition("video", 0), new Span(0, MANY)));
  private int readings;

  @Test
  void shouldCountAClipOnceWhateverItsModalities() {
    take("audio", 0, "cam-1", features("cam-1"));
    take("video", 0, "cam-1", features("cam-1"));

    PublishedClips clips = count(PublishedClips.MOST);
    assertThat(clips.count()).isEqualTo(1);
    assertThat(clips.countRefused()).isZero();
  }

  @Test
  void shouldNotTakeJunkForAClip() {
    letter("audio", 1, "dev.tandem.schemas.WireException");
    records.add(record("audio", 1, "junk1", "hello".getBytes(UTF_8)));
    records.add(record("audio", 2, "junk2", null));
    take("audio", 3, "cam", new StreamMark("cam", MarkKind.END, Instant.EPOCH));

    PublishedClips clips = count(PublishedClips.MOST);
    assertThat(clips.count()).isZero();
  }

  @Test
  void shouldCountAClipThatCamePastNoDoorAsADeadLetter() {
    letter("audio", 1, "dev.tandem.stream.door.RejectedRecordException");
    letter("audio", 2, "dev.tandem.stream.door.RejectedRecordException");
    take("audio", 1, "refused", features("refused"));
    take("audio", 2, "half", features("half"));
    take("video", 2, "half", features("half"));

    PublishedClips clips = count(PublishedClips.MOST);
    assertThat(clips.count()).isEqualTo(2);
    assertThat(clips.countRefused()).isEqualTo(1);
  }

  /** Half of each clip was refused of one in three, all of it of one in six. */
  @Test
  void shouldReadAgainForClipsThatCannotBeHeld() {
    for (int clip = 0; clip < MANY; clip++) {
      take("audio", clip, "cam-" + clip, features("cam-" + clip));
      take("video", clip, "cam-" + clip, features("cam-" + clip));
      if (clip % 3 == 0) {
        letter("audio", clip, "refused");
      }
      if (clip % 6 == 0) {
        letter("video", clip, "refused");
      }
    }

    PublishedClips atOnce = count(MANY);
    assertThat(readings).isEqualTo(1);
    assertThat(atOnce.count()).isEqualTo(MANY);
    assertThat(atOnce.countRefused()).isEqualTo(167);

    PublishedClips inParts = count(MANY / 4);
    assertThat(readings).isBetween(1 + 4, 1 + 5);
    assertThat(inParts.count()).isEqualTo(MANY);
    assertThat(inParts.countRefused()).isEqualTo(167);
  }

  @Test
  void shouldHoldNoMoreClipsThanItMay() {
    ClipSlice slice = new ClipSlice(refused, 10, ClipDigest.LEAST);
    for (int clip = 0; clip < MANY; clip++) {
      take("audio", clip, "cam-" + clip, features("cam-" + clip));
    }
    for (ConsumerRecord<byte[], byte[]> one : records) {
      slice.take(one);
      assertThat(slice.count(true)).isLessThanOrEqualTo(10);
    }
    assertThat(slice.isLast()).isFalse();
  }

  /** Anyone can write a letter that names an offset. */
  @Test
  void shouldKeepNothingOfLettersFromElsewhere() {
    letter("audio", Long.MAX_VALUE, "refused");
    letter("labels", 1, "refused");

    assertThat(refused.pages()).isZero();
  }

  private PublishedClips count(int most) {
    return PublishedClips.of(
        taker -> {
          readings++;
          records.forEach(taker);
        },
        refused,
        most);
  }

  /** It is among the trainer's totals. */
  @Test
  void shouldNotCountAClipThatAnOperatorHasRefused() {
    letter("audio", 1, "");
    take("audio", 1, "incomplete", features("incomplete"));

    assertThat(count(PublishedClips.MOST).countRefused()).isZero();
  }

  private void take(String topic, long offset, String key, SpecificRecordBase value) {
    records.add(record(topic, offset, key, Wire.encode(value)));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, String key, byte[] value) {
    return new ConsumerRecord<>(topic, 0, offset, key.getBytes(UTF_8), value);
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
    refused.take(
        new DeadLetterRecord(new TopicPartition("dead", 0), offset, 5, null, null, 0, headers));
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
