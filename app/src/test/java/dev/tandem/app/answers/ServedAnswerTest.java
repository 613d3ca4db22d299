package dev.tandem.app.answers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.schemas.records.Clip;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServedAnswerTest {
  private static final String CLASSES =
      """
      {"clipId":"cat_1.mp4-00000003","model":"av","generation":1,"version":9,"className":"cat",\
      "probability":0.97,"complete":false,"missing":["video"],\
      "heads":{"fused":{"dog":0.03,"cat":0.97},"audio":{"dog":0.6,"cat":0.4}}}""";

  @Test
  void shouldShowWhereTheClipIsAndWhatWasSaid() throws Exception {
    ServedAnswer answer =
        answer(
            Optional.of(new Origin("cat_1.mp4", Duration.ofSeconds(3))),
            Optional.of(ClipLabel.ofClass("cat")),
            CLASSES);

    assertThat(answer.line())
        .isEqualTo(
            "cat_1.mp4  3.0 s  cat 0.97  (fused cat 0.97, audio dog 0.60)  without video  av@1.9  labelled cat");
    assertThat(answer.json())
        .hasToString(
            "{\"clip\":3,\"file\":\"cat_1.mp4\",\"seconds\":3.0,\"label\":\"cat\","
                + CLASSES.substring(1));
  }

  @Test
  void shouldShowValuesOfAFeedWithoutFiles() throws Exception {
    ServedAnswer answer =
        answer(
            Optional.empty(),
            Optional.of(ClipLabel.ofTargets(List.of(0.5, 1.0))),
            """
            {"model":"av","generation":1,"version":9,"values":{"valence":0.25,"arousal":-1.0},
             "missing":[],"heads":{"fused":{"valence":0.25,"arousal":-1.0}}}
            """);

    assertThat(answer.line())
        .isEqualTo(
            "clip 3  valence 0.25, arousal -1.00  (fused valence 0.25, arousal -1.00)  av@1.9  labelled 0.50, 1.00");
    assertThat(answer.json().get("targets")).hasToString("[0.5,1.0]");
  }

  private static ServedAnswer answer(
      Optional<Origin> origin, Optional<ClipLabel> label, String json) throws Exception {
    Clip clip = new Clip("c", Instant.EPOCH, Instant.EPOCH, "file", true, List.of());
    return new ServedAnswer(
        new CutClip(3, origin, clip, label, List.of()),
        (ObjectNode) new ObjectMapper().readTree(json));
  }
}
