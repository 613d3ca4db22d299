package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.schemas.records.ElementType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The extractors beside NumPy, SciPy and Pillow; see {@code src/test/python/golden_features.py}.
 */
final class GoldenFeaturesTest {
  private static final double CLOSE = 1e-4;

  /** A pixel is rounded to the nearest whole number. */
  private static final double ROUNDED = 0.5 + CLOSE;

  static Stream<JsonNode> cases() {
    return StreamSupport.stream(golden().path("cases").spliterator(), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldGiveTheGoldenValues(JsonNode golden) {
    boolean sound = golden.path("signal").asText().equals("sound");
    FeatureExtractor extractor =
        Extractors.of(
            golden.path("extractor").asText(), sound ? SignalKind.SOUND : SignalKind.PICTURES, 1);

    FeatureTensor features = extractor.extract(sound ? sound(golden) : pictures(golden));

    assertThat(features.format().shape()).isEqualTo(shape(golden));
    int stride = golden().path("stride").asInt();
    JsonNode values = golden.path("values");
    assertThat(values.size()).isEqualTo(1 + (features.format().elements() - 1) / stride);
    for (int i = 0; i < values.size(); i++) {
      assertThat(element(features, i * stride))
          .as("value %d", i * stride)
          .isEqualTo(values.path(i).asDouble(), within(sound ? CLOSE : ROUNDED));
    }
  }

  private static double element(FeatureTensor features, int index) {
    ByteBuffer payload = features.payload();
    return features.format().elementType() == ElementType.UINT8
        ? payload.get(index) & 0xFF
        : payload.asFloatBuffer().get(index);
  }

  private static List<Integer> shape(JsonNode golden) {
    List<Integer> shape = new ArrayList<>();
    golden.path("shape").forEach(size -> shape.add(size.asInt()));
    return shape;
  }

  private static Signal sound(JsonNode golden) {
    float[] samples = new float[golden.path("count").asInt()];
    Noise noise = new Noise(golden.path("seed").asLong());
    for (int n = 0; n < samples.length; n++) {
      double swell = Math.abs(n % 4000 - 2000) / 2000.0;
      samples[n] = (float) ((noise.next() - 32_768) / 32_768.0 * swell);
    }
    return new Signal.Pcm(samples, golden.path("rate").asInt());
  }

  private static Signal pictures(JsonNode golden) {
    int channels = golden.path("channels").asInt();
    int height = golden.path("height").asInt();
    int width = golden.path("width").asInt();
    byte[] pixels = new byte[channels * height * width];
    Noise noise = new Noise(golden.path("seed").asLong());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (noise.next() >> Byte.SIZE);
    }
    return new Signal.Frames(pixels, 1, channels, height, width);
  }

  private static JsonNode golden() {
    try (InputStream file = GoldenFeaturesTest.class.getResourceAsStream("features.json")) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole numbers from 0 to 65,535, as the script draws them. */
  private static final class Noise {
    private long state;

    Noise(long seed) {
      state = seed;
    }

    int next() {
      state = (state * 1_664_525 + 1_013_904_223) & 0xFFFF_FFFFL;
      return (int) (state >> Short.SIZE);
    }
  }
}
