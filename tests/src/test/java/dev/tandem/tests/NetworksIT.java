package dev.tandem.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of network, chosen by settings alone, through the whole system, twice. */
@Tag("long") // two demos for each
class NetworksIT {
  private static final int CLIPS = 200;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "learner.fusion=late-mlp",
        "learner.fusion=film",
        "learner.fusion=gated",
        "learner.fusion=transformer",
        "learner.policy=ensemble",
        "learner.policy=mmcosine",
        "learner.encoders=audio=conformer,video=conformer",
        "learner.encoders=audio=conformer,video=cnn learner.fusion=transformer learner.dropout=0.1",
      })
  void shouldLearnAndServeAndBeTheSameTwice(String settings) throws Exception {
    JsonNode first = demo(settings);
    JsonNode second = demo(settings);

    assertThat(first.at("/clips/trained").asInt()).isEqualTo(CLIPS);
    assertThat(first.at("/predictions/count").asInt()).isEqualTo(CLIPS);
    assertThat(first.at("/models/served").size()).isPositive();
    assertThat(TandemProcess.digests(second)).isEqualTo(TandemProcess.digests(first));
  }

  @ParameterizedTest
  @ValueSource(strings = {"late-linear", "late-mlp", "transformer"})
  void shouldTakeAThirdModality(String fusion) throws Exception {
    JsonNode report =
        TandemProcess.demo(
            directory,
            "--feed",
            "synthetic:?modalities=3",
            "--clips",
            Integer.toString(CLIPS),
            "--set",
            "learner.encoders=audio=mlp,video=conformer,modality-3=mlp",
            "--set",
            "learner.fusion=" + fusion);

    assertThat(report.at("/clips/complete").asInt()).isEqualTo(CLIPS);
    assertThat(report.at("/training/prequentialAccuracy/modality-3").isNumber()).isTrue();
    assertThat(report.at("/predictions/count").asInt()).isEqualTo(CLIPS);
  }

  private JsonNode demo(String settings) throws Exception {
    List<String> words =
        new ArrayList<>(List.of("--feed", "studio:", "--clips", Integer.toString(CLIPS)));
    for (String setting : settings.split(" ", -1)) {
      words.add("--set");
      words.add(setting);
    }
    return TandemProcess.demo(directory, words.toArray(String[]::new));
  }
}
