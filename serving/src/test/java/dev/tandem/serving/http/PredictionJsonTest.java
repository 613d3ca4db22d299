package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.delivery.Publication;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionJsonTest {
  @Test
  void shouldNameTheValuesOfTargets() {
    ModelManifest manifest =
        ModelManifest.newBuilder(Publication.of(1, 1, 0.5f).manifest())
            .setClassNames(List.of("valence", "arousal"))
            .build();
    Prediction prediction =
        new Prediction(
            "c-1",
            Instant.EPOCH,
            "m",
            1,
            1,
            true,
            "",
            Float.NaN,
            List.of(
                new HeadPrediction("fused", "", List.of(), List.of(0.25f, -1f), List.of()),
                new HeadPrediction("audio", "", List.of(), List.of(0.5f, 2f), List.of())),
            List.of(0.25f, -1f));

    assertThat(PredictionJson.of(prediction, manifest))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"clipId": "c-1", "model": "m", "generation": 1, "version": 1,
                 "values": {"valence": 0.25, "arousal": -1.0},
                 "complete": true, "missing": [],
                 "heads": {"fused": {"valence": 0.25, "arousal": -1.0},
                           "audio": {"valence": 0.5, "arousal": 2.0}}}
                """));
  }
}
