package dev.tandem.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompressionBenchTest {
  @Test
  void shouldMeasureEachCompressionOfEachModality() {
    List<Compressed> figures =
        new CompressionBench(new CompressionBench.Plan(List.of("studio:"), 20, 1), line -> {})
            .run();

    assertThat(figures).hasSize(2 * 2 * 5);
    assertThat(figures)
        .filteredOn(figure -> figure.compression().equals("none"))
        .allSatisfy(figure -> assertThat(figure.ratio()).isEqualTo(1))
        .allSatisfy(figure -> assertThat(figure.bytes()).isGreaterThan(2_000));
    assertThat(figures)
        .filteredOn(figure -> figure.modality().equals("video") && figure.records() > 1)
        .filteredOn(figure -> figure.compression().equals("zstd"))
        .hasSize(1)
        .allSatisfy(figure -> assertThat(figure.ratio()).isBetween(0.3, 0.9));
  }
}
