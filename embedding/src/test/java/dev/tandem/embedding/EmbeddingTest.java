package dev.tandem.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.SignalKind;
import dev.tandem.schemas.config.ConfigException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frozen networks beside PyTorch; see {@code src/test/python/golden_embeddings.py}. */
final class EmbeddingTest {
  private static final double CLOSE = 1e-5;
  private static final int CLIPS = 3;
  private static final int SIZE = 24;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ear.pt", "ear.onnx"})
  void shouldHearAsPyTorchDoes(String file) throws Exception {
    try (FeatureExtractor ear = ear(file, "")) {
      assertThat(ear.format().shape()).containsExactly(512);
      for (int clip = 0; clip < CLIPS; clip++) {
        assertGolden("ear", clip, ear.extract(sound(clip)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eye.pt", "eye.onnx"})
  void shouldSeeAsPyTorchDoes(String file) throws Exception {
    try (FeatureExtractor eye = eye(file, 1, "")) {
      assertThat(eye.seesColours()).isTrue();
      for (int clip = 0; clip < CLIPS; clip++) {
        assertGolden("eye", clip, eye.extract(pictures(clip)));
      }
    }
  }

  @Test
  void shouldAverageWhatIsSeenInEachFrame() throws Exception {
    byte[] both = new byte[2 * 3 * SIZE * SIZE];
    System.arraycopy(pictures(0).pixels(), 0, both, 0, both.length / 2);
    System.arraycopy(pictures(1).pixels(), 0, both, both.length / 2, both.length / 2);
    try (FeatureExtractor eye = eye("eye.pt", 2, ":per=frame")) {
      float[] means = values(eye.extract(new Signal.Frames(both, 2, 3, SIZE, SIZE)));

      for (int i = 0; i < means.length; i++) {
        double mean =
            (golden("eye", 0).path(i).asDouble() + golden("eye", 1).path(i).asDouble()) / 2;
        assertThat((double) means[i]).isEqualTo(mean, within(CLOSE));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ear.pt", "ear.onnx"})
  void shouldGiveAClipTheSameBitsWhateverElseIsInItsBatch(String file) throws Exception {
    List<Signal> clips = IntStream.range(0, 7).<Signal>mapToObj(EmbeddingTest::sound).toList();
    try (FeatureExtractor ear = ear(file, ":batch=4")) {
      List<FeatureTensor> together = ear.extractAll(clips);

      assertThat(together).hasSize(clips.size());
      for (int clip = 0; clip < clips.size(); clip++) {
        assertThat(values(ear.extract(clips.get(clip)))).isEqualTo(values(together.get(clip)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ear.pt", "ear.onnx"})
  void shouldGiveTheSameBitsFromFourThreads(String file) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (FeatureExtractor ear = ear(file, "");
        FeatureExtractor again = ear(file, "")) {
      List<Future<FeatureTensor>> extracted = new ArrayList<>();
      for (int clip = 0; clip < 40; clip++) {
        Signal signal = sound(clip);
        extracted.add(threads.submit(() -> ear.extract(signal)));
      }
      for (int clip = 0; clip < extracted.size(); clip++) {
        assertThat(values(extracted.get(clip).get())).isEqualTo(values(again.extract(sound(clip))));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void shouldTellNetworksApartByTheirContent() throws Exception {
    Path other = directory.resolve("ear.pt");
    Files.copy(resource("ear.onnx"), directory.resolve("ear.onnx"));
    Files.copy(resource("ear.pt"), other);
    try (FeatureExtractor ear = ear("ear.pt", "");
        FeatureExtractor copy = ear(other, "");
        FeatureExtractor onnx = ear("ear.onnx", "");
        FeatureExtractor slower = ear("ear.pt", ":batch=2")) {
      assertThat(copy.format()).isEqualTo(ear.format());
      assertThat(onnx.format()).isNotEqualTo(ear.format());
      assertThat(slower.format()).isNotEqualTo(ear.format());
      assertThat(ear.format().extractor().getName()).isEqualTo("embed");
      assertThat(ear.format().extractor().getVersion())
          .matches("1:sha256=[0-9a-f]{64}:per=clip:of=waveform:1:rate=8000");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":per=frame:batch=3:mean=0.5",
        ":per=frame:crop=none",
        ":per=frame:mean=0.29:deviation=0.355:crop=none",
        ":per=frame"
      })
  void shouldBeFoundAgainByItsVersion(String parameters) throws Exception {
    List<Path> files = List.of(resource("ear.pt"), resource("eye.pt"));
    try (FeatureExtractor eye = eye("eye.pt", 2, parameters)) {
      String version = eye.format().extractor().getVersion();
      EmbeddingType type = new EmbeddingType();

      String written = type.written(version, files).orElseThrow();

      assertThat(type.frames(version, eye.format().shape())).hasValue(2);
      try (FeatureExtractor again = Extractors.of(written, SignalKind.PICTURES, 2)) {
        assertThat(again.format()).isEqualTo(eye.format());
      }
      assertThat(type.written(version, List.of(resource("ear.pt")))).isEmpty();
      List<Path> missing = List.of(directory.resolve("none.pt"));
      assertThatThrownBy(() -> type.written(version, missing))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("none.pt");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage.pt", "garbage.onnx"})
  void shouldRefuseWhatIsNoNetwork(String name) throws IOException {
    Path garbage = Files.write(directory.resolve(name), new byte[1000]);

    assertRefused("embed:" + garbage, SignalKind.SOUND, "cannot load it");
  }

  @Test
  void shouldSayWhatIsWrong() throws Exception {
    assertRefused("embed", SignalKind.SOUND, "write embed:FILE.pt");
    assertRefused(
        "embed:" + resource("ear.pt") + ":batch=1024:seconds=60",
        SignalKind.SOUND,
        "must have at most 268,435,456");
    assertRefused("embed:none.pt", SignalKind.SOUND, "none.pt");
    assertRefused("embed:" + resource("ear.pt") + ":of=embed", SignalKind.SOUND, "of is embed");
    assertRefused(
        "embed:" + resource("ear.pt") + ":hop=3", SignalKind.SOUND, "unknown setting hop");
    assertRefused("embed:" + resource("eye.pt"), SignalKind.SOUND, "PyTorch:");
    assertRefused("embed:" + resource("eye.onnx"), SignalKind.SOUND, "ONNX Runtime:");
    assertRefused("embed:" + resource("ear.pt") + ":per=frame", SignalKind.SOUND, "per is frame");
    assertRefused("embed:" + resource("ear.onnx") + ":device=gpu", SignalKind.SOUND, "cpu only");
    assertRefused("embed:" + resource("ear.pt") + ":device=tpu", SignalKind.SOUND, "'tpu'");
  }

  private static void assertRefused(String text, SignalKind kind, String message) {
    assertThatThrownBy(() -> Extractors.of(text, kind, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  private static FeatureExtractor ear(String file, String parameters) throws Exception {
    return ear(resource(file), parameters);
  }

  private static FeatureExtractor ear(Path file, String parameters) {
    return Extractors.of("embed:" + file + ":rate=8000" + parameters, SignalKind.SOUND, 1);
  }

  private static FeatureExtractor eye(String file, int frames, String parameters) throws Exception {
    String text = "embed:" + resource(file) + ":size=" + SIZE + parameters;
    return Extractors.of(text, SignalKind.PICTURES, frames);
  }

  private static void assertGolden(String network, int clip, FeatureTensor features)
      throws Exception {
    JsonNode golden = golden(network, clip);
    float[] values = values(features);
    assertThat(values).hasSize(golden.size());
    for (int i = 0; i < values.length; i++) {
      assertThat((double) values[i]).isEqualTo(golden.path(i).asDouble(), within(CLOSE));
    }
  }

  private static JsonNode golden(String network, int clip) throws Exception {
    return new ObjectMapper()
        .readTree(resource("embeddings.json").toFile())
        .path(network)
        .path(clip);
  }

  private static float[] values(FeatureTensor features) {
    float[] values = new float[features.format().elements()];
    features.payload().asFloatBuffer().get(values);
    return values;
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(EmbeddingTest.class.getResource(name).toURI());
  }

  private static Signal.Pcm sound(int clip) {
    int[] noise = noise(clip, 8_000);
    float[] samples = new float[noise.length];
    for (int n = 0; n < samples.length; n++) {
      samples[n] = (noise[n] - 32_768) / 32_768f;
    }
    return new Signal.Pcm(samples, 8_000);
  }

  private static Signal.Frames pictures(int clip) {
    int[] noise = noise(clip, 3 * SIZE * SIZE);
    byte[] pixels = new byte[noise.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (noise[i] >> Byte.SIZE);
    }
    return new Signal.Frames(pixels, 1, 3, SIZE, SIZE);
  }

  /** As the script draws them. */
  private static int[] noise(long seed, int count) {
    long state = seed;
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      state = (state * 1_664_525 + 1_013_904_223) & 0xFFFF_FFFFL;
      numbers[i] = (int) (state >> Short.SIZE);
    }
    return numbers;
  }
}
