package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.assembly.TestingParts.audio;
import static dev.tandem.trainer.assembly.TestingParts.audioSegment;
import static dev.tandem.trainer.assembly.TestingParts.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssemblySerializersTest {
  private static final Joining JOINING = new Joining(TestingRecords.CONTRACTS);

  @Test
  void shouldRoundTripAPart() {
    assertRoundTrip(PartSerializer.TYPE.serializer(), audio(10, 20));
    assertRoundTrip(PartSerializer.TYPE.serializer(), audioSegment(1, 20).asLate());
    assertRoundTrip(PartSerializer.TYPE.serializer(), video(10, 20));
  }

  @Test
  void shouldRoundTripAnOpenClip() {
    OpenClip open =
        OpenClip.EMPTY
            .with(OpenClip.Slot.of(video(0, 5)))
            .with(OpenClip.Slot.of(audioSegment(1, 6)));

    assertRoundTrip(OpenClipSerializer.TYPE.serializer(), OpenClip.EMPTY);
    assertRoundTrip(OpenClipSerializer.TYPE.serializer(), open);
    assertRoundTrip(OpenClipSerializer.TYPE.serializer(), open.closed(500));
  }

  @ParameterizedTest
  @EnumSource
  void shouldRoundTripALostClip(ClipOutcome outcome) {
    assertRoundTrip(ClipEventSerializer.TYPE.serializer(), new LostClip("x", outcome));
  }

  @Test
  void shouldRoundTripAClipOfSegments() {
    OpenClip open =
        OpenClip.EMPTY
            .with(OpenClip.Slot.of(audioSegment(0, 5)))
            .with(OpenClip.Slot.of(audioSegment(1, 6)));
    List<ModalityData> usable = JOINING.usable(open.whole(0));

    assertRoundTrip(
        ClipEventSerializer.TYPE.serializer(),
        JOINING.clip(open.parts(), usable, 100, ClipOutcome.PARTIAL));
  }

  @Test
  void shouldKeepOnlyThePayloadOfAClip() {
    OpenClip open =
        OpenClip.EMPTY.with(OpenClip.Slot.of(audio(0, 5))).with(OpenClip.Slot.of(video(0, 6)));
    JoinedClip clip =
        JOINING.clip(open.parts(), JOINING.usable(open.whole(0)), 6, ClipOutcome.COMPLETE);
    JoinedClip read =
        (JoinedClip) RoundTrip.of(ClipEventSerializer.TYPE.serializer(), (ClipEvent) clip);

    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("modalities.bytes", "modalities.start")
        .isEqualTo(clip);
    for (int m = 0; m < 2; m++) {
      assertThat(read.modalities().get(m).payload()).isEqualTo(clip.modalities().get(m).payload());
      assertThat(read.modalities().get(m).values()).isEqualTo(clip.modalities().get(m).values());
    }
    assertThat(read.modalities().get(0).bytes()).hasSize(16);
  }

  private static <T> void assertRoundTrip(VersionedSerializer<T> serializer, T value) {
    assertThat(RoundTrip.of(serializer, value)).usingRecursiveComparison().isEqualTo(value);
  }
}
