package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TrainedPacesTest {
  private final TrainedPaces paces =
      new TrainedPaces(new ModelKey("av", 1, 8), new ModelKey("av", 1, 9));

  @Test
  void shouldKeepThoseOfTheVersionsAlone() {
    for (int version = 1; version <= 1_000; version++) {
      offer(version);
    }

    assertThat(paces.size()).isEqualTo(2);
    assertThat(paces.of(new ModelKey("av", 1, 8)).orElseThrow())
        .isEqualTo(Map.of("audio", 8.0, "video", 1.0));
    assertThat(paces.of(new ModelKey("av", 1, 9)).orElseThrow()).containsEntry("audio", 9.0);
    assertThat(paces.of(new ModelKey("av", 1, 10))).isEmpty();
  }

  private void offer(int version) {
    TrainingEvent event =
        TrainingEvent.newBuilder()
            .setKind(TrainingEventKind.STEP)
            .setModel("av")
            .setGeneration(1)
            .setStep(version)
            .setSequence(version)
            .setTrainedUntil(Instant.EPOCH)
            .setWrittenAt(Instant.EPOCH)
            .setClipIds(List.of())
            .setHeads(List.of())
            .setTotals(List.of())
            .setPaces(
                List.of(
                    new ModalityPace("audio", 0.5, 0.5, (double) version),
                    new ModalityPace("video", 0.5, 0.5, 1.0)))
            .setPublishedVersion(version)
            .setStepMillis(1.0)
            .build();
    paces.offer(new ConsumerRecord<>("av.training.v1", 0, version, "key", Wire.encode(event)));
  }
}
