package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings beside the repository, from files to a trained model: spoken and written digits, and
 * people who say digits into a camera (of the GRID corpus). Skipped where there are none; another
 * place is {@code -Dtandem.recordings=DIR}.
 */
@Tag("long") // five minutes
class NaturalClipsIT {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("tandem.recordings", "../../shared/data")).toAbsolutePath();

  @TempDir private Path directory;

  @Test
  void shouldLearnFromEveryRecordedDigit() throws Exception {
    JsonNode report = demo("av-digits/clips");

    requireAll(report, 240);
  }

  @Test
  void shouldLearnFromEveryNaturalClipAndAnswerBestTogetherInNoise() throws Exception {
    JsonNode report =
        demo(
            "grid-digits/clips?snr=-5",
            "--set",
            "trainer.batch-size=8",
            "--set",
            "learner.updates-per-batch=4");

    requireAll(report, 800);
    JsonNode accuracy = report.at("/training/prequentialAccuracy");
    assertThat(accuracy.get("fused").asDouble())
        .as(accuracy.toString())
        .isGreaterThan(accuracy.get("audio").asDouble())
        .isGreaterThan(accuracy.get("video").asDouble());
  }

  private JsonNode demo(String clips, String... more) throws Exception {
    Path folder = RECORDINGS.resolve(clips.replaceFirst("\\?.*", "")).normalize();
    assumeThat(folder).as("no recordings at %s", folder).isDirectory();
    String[] all = new String[more.length + 2];
    all[0] = "--feed";
    all[1] = "file:" + RECORDINGS.normalize() + "/" + clips;
    System.arraycopy(more, 0, all, 2, more.length);
    return TandemProcess.demo(directory, all);
  }

  private static void requireAll(JsonNode report, int clips) {
    assertThat(report.at("/clips/published").asInt()).isEqualTo(clips);
    assertThat(report.at("/clips/complete").asInt()).isEqualTo(clips);
    assertThat(report.at("/clips/trained").asInt()).isEqualTo(clips);
    assertThat(report.at("/predictions/count").asInt()).isEqualTo(clips);
  }
}
