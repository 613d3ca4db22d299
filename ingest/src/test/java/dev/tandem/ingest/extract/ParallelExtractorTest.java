package dev.tandem.ingest.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParallelExtractorTest {
  private static final int WIDTH = 3;

  @Test
  void shouldKeepTheOrder() {
    List<Signal> signals =
        IntStream.range(0, 100)
            .<Signal>mapToObj(i -> new Signal.Vector(new float[] {i, 2 * i, 3 * i}))
            .toList();
    try (FeatureExtractor parallel = new ParallelExtractor(new Raw(WIDTH), 4)) {
      List<FeatureTensor> features = parallel.extractAll(signals);

      assertThat(parallel.batch()).isEqualTo(4);
      assertThat(features).hasSize(100);
      for (int i = 0; i < features.size(); i++) {
        assertThat(features.get(i).payload().asFloatBuffer().get(1)).isEqualTo(2 * i);
      }
    }
  }

  @Test
  void shouldSayWhatBroke() {
    try (FeatureExtractor parallel = new ParallelExtractor(new Raw(WIDTH), 2)) {
      List<Signal> wrong = List.of(new Signal.Pcm(new float[1], 8_000));

      assertThatThrownBy(() -> parallel.extractAll(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("raw expects a Vector");
    }
  }
}
