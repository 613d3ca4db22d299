package dev.tandem.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.assembly.ModalityData;
import dev.tandem.trainer.door.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private final Lessons lessons = new Lessons(Lessons.Snapshot.EMPTY);

  @Test
  void shouldKnowTheRangeOfEachPartition() {
    lessons.add(clip(300, new Origin("a", 1, 17, 0), new Origin("a", 0, 5, 0)));
    lessons.add(clip(200, new Origin("a", 1, 12, 0), new Origin("v", 0, 3, 0)));

    assertThat(lessons.snapshot().from()).isEqualTo(OptionalLong.of(200));
    assertThat(lessons.snapshot().ranges())
        .containsExactly(
            new OffsetRange("a", 0, 5L, 6L),
            new OffsetRange("a", 1, 12L, 18L),
            new OffsetRange("v", 0, 3L, 4L));
  }

  @Test
  void shouldGoOnFromWhatWasSaved() throws IOException {
    lessons.add(clip(300, new Origin("a", 1, 17, 0)));
    Lessons restored = new Lessons(copy(lessons.snapshot()));
    restored.add(clip(400, new Origin("a", 1, 20, 0)));

    assertThat(restored.snapshot().from()).isEqualTo(OptionalLong.of(300));
    assertThat(restored.snapshot().ranges()).containsExactly(new OffsetRange("a", 1, 17L, 21L));
    assertThat(copy(Lessons.Snapshot.EMPTY)).isEqualTo(Lessons.Snapshot.EMPTY);
  }

  private static Lessons.Snapshot copy(Lessons.Snapshot snapshot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    snapshot.write(new DataOutputStream(bytes));
    return Lessons.Snapshot.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }

  private static JoinedClip clip(long time, Origin... origins) {
    ModalityData audio =
        new ModalityData(
            0, ElementType.UINT8, 1, 0, List.of(0), new byte[0], 0, 0, List.of(origins));
    return new JoinedClip("x", time, time, "cam", ClipOutcome.PARTIAL, List.of(audio));
  }
}
