package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.Placement;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainedBacklogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ClipTimes TIMES =
      new ClipTimes(START, Placement.every(Duration.ofSeconds(1)), Duration.ofSeconds(1));
  private static final TopicPartition EVENTS = new TopicPartition("av.training.v1", 0);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest");
  private final TrainedBacklog backlog = new TrainedBacklog(kafka, "av");
  private long offset;

  @BeforeEach
  void assign() {
    kafka.assign(List.of(EVENTS));
    kafka.updateBeginningOffsets(Map.of(EVENTS, 0L));
  }

  private void trained(String model, Instant until) {
    TrainingEvent event =
        TrainingEvent.newBuilder()
            .setModel(model)
            .setGeneration(1)
            .setSequence(1)
            .setStep(1)
            .setKind(TrainingEventKind.STEP)
            .setTrainedUntil(until)
            .setWrittenAt(START)
            .setClipIds(List.of())
            .setPaces(List.of())
            .setHeads(List.of())
            .setTotals(List.of())
            .setPublishedVersion(0)
            .setStepMillis(1)
            .build();
    add(Wire.encode(event));
  }

  private void add(byte[] value) {
    kafka.addRecord(new ConsumerRecord<>(EVENTS.topic(), 0, offset++, new byte[0], value));
  }

  /** Of a run that began with clip 10 and has written 20 clips in 60 records. */
  private long behind() {
    return backlog.records(new Turn(10, 20, 60, TIMES));
  }

  @Test
  void shouldBeAllOfTheRunBeforeAnythingOfItIsTrained() {
    assertThat(behind()).isEqualTo(60);
    trained("av", START.plusSeconds(10)); // an earlier run's clips
    assertThat(behind()).isEqualTo(60);
  }

  @Test
  void shouldShrinkAsTrainingGetsOn() {
    trained("av", START.plusSeconds(11));
    assertThat(behind()).isEqualTo(57);
    trained("av", START.plusSeconds(20));
    assertThat(behind()).isEqualTo(30);
    trained("av", START.plusSeconds(500));
    assertThat(behind()).isZero();
  }

  @Test
  void shouldIgnoreOtherModelsAndGarbage() {
    trained("other", START.plusSeconds(500));
    add(new byte[] {1, 2, 3});

    assertThat(behind()).isEqualTo(60);
  }

  @Test
  void shouldBeNothingBeforeTheFirstClip() {
    assertThat(backlog.records(new Turn(10, 0, 0, TIMES))).isZero();
  }
}
