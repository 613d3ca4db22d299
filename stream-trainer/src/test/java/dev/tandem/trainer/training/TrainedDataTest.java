package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.stream.door.Origin;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.assembly.ModalityData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrainedDataTest {
  private final TrainedData trainedData = new TrainedData(TrainedData.Snapshot.EMPTY);

  @Test
  void shouldKnowTheRangeOfEachPartition() {
    trainedData.add(clip(300, new Origin("a", 1, 17, 0), new Origin("a", 0, 5, 0)));
    trainedData.add(clip(200, new Origin("a", 1, 12, 0), new Origin("v", 0, 3, 0)));

    assertThat(trainedData.snapshot().from()).isEqualTo(OptionalLong.of(200));
    assertThat(trainedData.snapshot().ranges())
        .containsExactly(
            new OffsetRange("a", 0, 5L, 6L),
            new OffsetRange("a", 1, 12L, 18L),
            new OffsetRange("v", 0, 3L, 4L));
  }

  @Test
  void shouldGoOnFromWhatWasSaved() throws IOException {
    trainedData.add(clip(300, new Origin("a", 1, 17, 0)));
    TrainedData restored = new TrainedData(copy(trainedData.snapshot()));
    restored.add(clip(400, new Origin("a", 1, 20, 0)));

    assertThat(restored.snapshot().from()).isEqualTo(OptionalLong.of(300));
    assertThat(restored.snapshot().ranges()).containsExactly(new OffsetRange("a", 1, 17L, 21L));
    assertThat(copy(TrainedData.Snapshot.EMPTY)).isEqualTo(TrainedData.Snapshot.EMPTY);
  }

  private static TrainedData.Snapshot copy(TrainedData.Snapshot snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    snapshot.write(new DataOutputStream(bytes));
    return TrainedData.Snapshot.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static JoinedClip clip(long time, Origin... origins) {
    ModalityData audio =
        new ModalityData(
            0, ElementType.UINT8, 1, 0, List.of(0), new byte[0], 0, 0, List.of(origins));
    return new JoinedClip("x", time, time, "cam", ClipOutcome.PARTIAL, List.of(audio));
  }
}
