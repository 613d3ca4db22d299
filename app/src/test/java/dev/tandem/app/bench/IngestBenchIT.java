package dev.tandem.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestBenchIT {
  @TempDir Path directory;

  @Test
  @Tag("long") // live feeds take their time
  void shouldSayWhatASecondOfMediaCostsOnEachPartOfItsWay() throws Exception {
    List<IngestFigure> figures = new IngestBench(1, 3, 2, line -> {}).run(directory);

    assertThat(figures)
        .extracting(IngestFigure::name)
        .startsWith("file to features", "sound and pictures, cut", "pictures, cut", "sound, cut")
        .contains("log-mel", "frame-stack");
    assertThat(figures)
        .allSatisfy(figure -> assertThat(figure.streamsPerCore()).isBetween(1.0, 1e9));
  }
}
