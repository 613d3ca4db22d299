package dev.tandem.app.answers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void shouldShowTheClassAndWhatEachHeadSays() {
    Answer answer =
        classes(
            "cam-3-00000017",
            true,
            new HeadPrediction("fused", "cat", List.of(0.03f, 0.97f), List.of(), List.of()),
            new HeadPrediction("audio", "cat", List.of(0.09f, 0.91f), List.of(), List.of()),
            new HeadPrediction("video", "dog", List.of(0.55f, 0.45f), List.of(), List.of()));

    assertThat(answer.line())
        .isEqualTo(
            "cam-3-00000017  cat 0.97  (fused cat 0.97, audio cat 0.91, video dog 0.55)  from audio, video  av@2.9  1.2 s");
    assertThat(answer.json())
        .hasToString(
            """
            {"clipId":"cam-3-00000017","stream":"cam-3","clipTime":"2026-03-01T12:00:00Z",\
            "answeredAt":"2026-03-01T12:00:01.240Z","latencyMillis":1240,\
            "model":"av","generation":2,"version":9,"className":"cat","probability":0.97,\
            "complete":true,"modalities":["audio","video"],\
            "heads":{"fused":{"className":"cat","probability":0.97},\
            "audio":{"className":"cat","probability":0.91},\
            "video":{"className":"dog","probability":0.55}}}""");
  }

  @Test
  void shouldSayWhatAPartialAnswerComesFrom() {
    Answer answer =
        classes(
            "mine",
            false,
            new HeadPrediction("fused", "cat", List.of(0.2f, 0.8f), List.of(), List.of()),
            new HeadPrediction("video", "cat", List.of(0.2f, 0.8f), List.of(), List.of()));

    assertThat(answer.line()).contains("  from video alone  ");
    assertThat(answer.stream()).as("of an id that ingest did not give").isEmpty();
    assertThat(answer.json().get("modalities")).hasToString("[\"video\"]");
  }

  @Test
  void shouldShowValues() {
    Answer answer =
        answer(
            "cam-3-00000017",
            true,
            "",
            Float.NaN,
            List.of(0.25f, -1f),
            new HeadPrediction("fused", "", List.of(), List.of(0.25f, -1f), List.of()),
            new HeadPrediction("audio", "", List.of(), List.of(0.5f, 2f), List.of()));

    assertThat(answer.line()).contains("  0.25, -1.00  (fused 0.25, -1.00, audio 0.50, 2.00)  ");
    assertThat(answer.json().has("className")).isFalse();
    assertThat(answer.json().get("values")).hasToString("[0.25,-1.0]");
    assertThat(answer.json().at("/heads/audio")).hasToString("{\"values\":[0.5,2.0]}");
  }

  @Test
  void shouldSayWhyARecordIsNoAnswer() {
    assertThatThrownBy(() -> Answer.of(record(null)))
        .isInstanceOf(WireException.class)
        .hasMessage("it has no value");
    assertThatThrownBy(() -> Answer.of(record("hello".getBytes(UTF_8))))
        .isInstanceOf(WireException.class);
    assertThatThrownBy(
            () -> Answer.of(record(Wire.encode(prediction("c", true, "", 0, List.of())))))
        .isInstanceOf(WireException.class)
        .hasMessage("it has no heads");
  }

  private static Answer classes(String clip, boolean complete, HeadPrediction... heads) {
    return answer(clip, complete, heads[0].getClassName(), 0.97f, List.of(), heads);
  }

  private static Answer answer(
      String clip,
      boolean complete,
      String className,
      float probability,
      List<Float> values,
      HeadPrediction... heads) {
    return Answer.of(
        record(Wire.encode(prediction(clip, complete, className, probability, values, heads))));
  }

  private static Prediction prediction(
      String clip,
      boolean complete,
      String className,
      float probability,
      List<Float> values,
      HeadPrediction... heads) {
    return new Prediction(
        clip, BEGIN, "av", 2, 9, complete, className, probability, List.of(heads), values);
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
    return new ConsumerRecord<>(
        "av.predictions.v1",
        0,
        17,
        BEGIN.plusMillis(1240).toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
