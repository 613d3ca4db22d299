package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.serving.delivery.Publication;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipDecoderTest {
  private static final Extractor RAW = new Extractor("raw", "1");
  private static final ModelManifest MANIFEST =
      ModelManifest.newBuilder(Publication.of(1, 1, 0.5f).manifest())
          .setContract(
              List.of(
                  new FeatureContract("audio", RAW, List.of(2)),
                  new FeatureContract("video", RAW, List.of(1, 2, 2))))
          .build();

  private final ClipDecoder decoder = new ClipDecoder(MANIFEST);

  @Test
  void shouldReadFloatsAndScaledBytes() throws UnscorableClipException {
    ByteBuffer pixels = ByteBuffer.wrap(new byte[] {0, 1, (byte) 128, (byte) 255});
    ClipPart video = Clips.part("video", ElementType.UINT8, 0.5f, -1f, pixels, 1, 2, 2);
    ClipDecoder.ScorableClip clip = decode(Clips.clip("c", Clips.floats("audio", 3f, -7f), video));

    assertThat(clip.example().clipId()).isEqualTo("c");
    assertThat(clip.example().inputs().get("audio")).containsExactly(3f, -7f);
    assertThat(clip.example().inputs().get("video")).containsExactly(-1f, -0.5f, 63f, 126.5f);
  }

  @Test
  void shouldAnswerFromWhatIsThere() throws UnscorableClipException {
    ClipPart unknown = Clips.floats("lidar", 1f);
    ClipDecoder.ScorableClip clip = decode(Clips.clip("c", Clips.floats("audio", 1, 2), unknown));

    assertThat(clip.example().inputs()).containsOnlyKeys("audio");
  }

  @Test
  void shouldRefuseClipsWithNothingForTheModel() {
    unscorable(
        Clips.clip("c", Clips.floats("lidar", 1f)), "it has none of the model's audio, video");
  }

  @Test
  void shouldRefuseAnotherShape() {
    unscorable(
        Clips.clip("c", Clips.floats("audio", 1, 2, 3)),
        "audio has shape [3]; the model needs [2]");
  }

  @Test
  void shouldRefuseAnotherExtractor() {
    ClipPart part =
        ClipPart.newBuilder(Clips.floats("audio", 1, 2))
            .setExtractor(new Extractor("log-mel", "2"))
            .build();
    unscorable(Clips.clip("c", part), "audio was extracted by log-mel 2; the model needs raw 1");
  }

  @Test
  void shouldRefuseATornPayload() {
    ClipPart part = Clips.part("audio", ElementType.FLOAT32, 1, 0, ByteBuffer.wrap(new byte[7]), 2);
    unscorable(Clips.clip("c", part), "audio has 7 bytes; shape [2] needs 8");
  }

  @Test
  void shouldRefuseWhatIsNotFinite() {
    unscorable(
        Clips.clip("c", Clips.floats("audio", 1, Float.NaN)),
        "audio has NaN at element 1; must be finite");
  }

  @Test
  void shouldRefuseTwoPartsOfOneModality() {
    unscorable(
        Clips.clip("c", Clips.floats("audio", 1, 2), Clips.floats("audio", 1, 2)),
        "it has more than one part of audio");
  }

  @Test
  void shouldRefuseAnotherRecord() {
    byte[] mark = Wire.encode(new StreamMark("studio", MarkKind.END, Clips.TIME));

    assertThatThrownBy(() -> decoder.decode(mark))
        .isInstanceOf(UnscorableClipException.class)
        .hasMessage("it is no clip: expected a Clip but got a StreamMark");
  }

  private ClipDecoder.ScorableClip decode(Clip clip) throws UnscorableClipException {
    return decoder.decode(Wire.encode(clip));
  }

  private void unscorable(Clip clip, String reason) {
    assertThatThrownBy(() -> decode(clip))
        .isInstanceOf(UnscorableClipException.class)
        .hasMessage(reason);
  }
}
