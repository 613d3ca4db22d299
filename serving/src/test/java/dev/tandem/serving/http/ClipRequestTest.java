package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.inference.Clips;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClipRequestTest {
  private static final Extractor RAW = new Extractor("raw", "1");

  @Test
  void shouldNestNumbersAsTheirShapeSays() {
    Clip clip =
        Clips.clip(
            "a \"clip\"",
            part("audio", ElementType.FLOAT32, floats(0.5f, -1, 1e-9f, 0), 1, 0, 2, 2),
            part("video", ElementType.UINT8, new byte[] {0, (byte) 255}, 0.5f, -1, 2));

    assertThat(ClipRequest.of(clip))
        .isEqualTo(
            "{\"clipId\":\"a \\\"clip\\\"\",\"features\":{\"audio\":[[0.5,-1.0],[1.0E-9,0.0]],\"video\":[-1.0,126.5]}}");
  }

  @Test
  void shouldBeReadAsTheSameNumbersToTheBit() {
    float[] numbers = new float[600];
    Random random = new Random(1);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30));
    }
    numbers[7] = Float.NaN;
    numbers[8] = Float.NEGATIVE_INFINITY;
    byte[] pixels = new byte[256];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    float scale = 1 / (255 * 0.355f);
    float offset = -0.29f / 0.355f;
    Clip clip =
        Clips.clip(
            "c",
            part("audio", ElementType.FLOAT32, floats(numbers), 1, 0, 3, 20, 10),
            part("video", ElementType.UINT8, pixels, scale, offset, 16, 16));

    Clip read =
        ClipJson.read(ClipRequest.of(clip).getBytes(StandardCharsets.UTF_8), manifest(clip));

    assertThat(floats(read.getParts().get(0))).containsExactly(numbers);
    float[] shades = new float[256];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = scale * i + offset;
    }
    assertThat(floats(read.getParts().get(1))).containsExactly(shades);
    assertThat(read.getClipId()).isEqualTo("c");
  }

  private static ModelManifest manifest(Clip clip) {
    List<FeatureContract> contract =
        clip.getParts().stream()
            .map(part -> new FeatureContract(part.getModality(), RAW, part.getShape()))
            .toList();
    return ModelManifest.newBuilder(Publication.of(1, 1, 0.5f).manifest())
        .setContract(contract)
        .build();
  }

  private static byte[] floats(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static float[] floats(ClipPart part) {
    FloatBuffer buffer =
        part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static ClipPart part(
      String modality, ElementType type, byte[] data, float scale, float offset, int... shape) {
    return new ClipPart(
        modality,
        RAW,
        type,
        scale,
        offset,
        Arrays.stream(shape).boxed().toList(),
        ByteBuffer.wrap(data));
  }
}
