package dev.tandem.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.tests.TandemProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/features.md: an encoder that is trained on a recording, and then frozen. */
@Tag("long")
class TrainedEncoderIT {
  private static final Path SCRIPTS =
      Path.of("..", "docs", "embeddings").toAbsolutePath().normalize();
  private static final int CLIPS = 300;

  @TempDir private Path directory;

  @Test
  void shouldLearnFromWhatItsOwnEncoderHears() throws Exception {
    PythonProcess.require("torch, onnx");
    Path recording = directory.resolve("recording");
    TandemProcess recorded =
        TandemProcess.run(
            directory,
            "ingest",
            "studio:",
            "--dry-run",
            "--clips",
            Integer.toString(CLIPS),
            "--record",
            recording.toString());
    assertThat(recorded.status()).as(recorded.output()).isZero();
    Path network = directory.resolve("ear.pt");
    List<String> line =
        List.of(
            SCRIPTS.resolve("train_encoder.py").toString(),
            "audio",
            network.toString(),
            recording.toString());
    try (PythonProcess python = PythonProcess.start(directory, SCRIPTS, line)) {
      python.awaitEnd();
    }

    for (String file : new String[] {"ear.pt", "ear.onnx"}) {
      String feed = "studio:?audio-features=embed:%s:of=log-mel".formatted(directory.resolve(file));
      JsonNode report =
          TandemProcess.demo(
              directory, "--clips", Integer.toString(CLIPS), "--seed", "2", "--feed", feed);

      assertThat(report.at("/clips/trained").asInt()).isEqualTo(CLIPS);
      assertThat(report.at("/training/prequentialAccuracy/audio").asDouble()).isGreaterThan(0.2);
    }
  }
}
