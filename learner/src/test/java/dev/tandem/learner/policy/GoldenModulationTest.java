package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import com.google.gson.reflect.TypeToken;
import dev.tandem.learner.network.Rows;
import dev.tandem.learner.objective.CrossEntropy;
import dev.tandem.learner.objective.HeadLoss;
import dev.tandem.learner.objective.HeadOutput;
import dev.tandem.learner.objective.Labels;
import dev.tandem.learner.objective.PairedScores;
import dev.tandem.learner.spec.PaceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Paces against those of the published implementation, from a file beside the repository or {@code
 * -Dtandem.golden=FILE}.
 */
class GoldenModulationTest {

  private static final Offset<Double> NEAR = within(1e-5);

  private static final String GIVEN = System.getProperty("tandem.golden", "");

  /** One case of the file, field for field. */
  private record Case(
      String policy,
      int modalities,
      double alpha,
      @SerializedName("beta_max") Double betaMax,
      List<Integer> labels,
      List<List<List<Float>>> logits,
      List<Double> scores,
      List<Double> coefficients) {}

  @Test
  void shouldGiveThePacesOfThePublishedImplementation() throws IOException {
    Path file = golden();
    if (GIVEN.isBlank()) {
      assumeThat(file)
          .as("no golden cases at %s; give them with -Dtandem.golden=FILE", file)
          .isRegularFile();
    }
    assertThat(file).as("tandem.golden is %s; must be a file", GIVEN).isRegularFile();
    List<Case> cases =
        new Gson().fromJson(Files.readString(file), new TypeToken<ArrayList<Case>>() {});

    assertThat(cases).isNotEmpty();
    for (Case golden : cases) {
      ModalityStep[] steps = steps(golden);
      for (int m = 0; m < golden.modalities(); m++) {
        assertThat(steps[m].score()).isCloseTo(golden.scores().get(m), NEAR);
        assertThat(steps[m].pace())
            .as("%s, case %d, modality %d", golden.policy(), cases.indexOf(golden), m)
            .isCloseTo(golden.coefficients().get(m), NEAR);
      }
    }
  }

  private static ModalityStep[] steps(Case golden) {
    PaceSettings defaults = PaceSettings.defaults().withAlpha(golden.alpha());
    PaceSettings settings =
        golden.betaMax() == null ? defaults : defaults.withBetaMax(golden.betaMax());
    List<String> names = IntStream.range(0, golden.modalities()).mapToObj(m -> "m" + m).toList();
    Map<String, HeadLoss> losses = new LinkedHashMap<>();
    names.forEach(name -> losses.put(name, loss(name, golden)));
    PairedScores scores = new PairedScores(names, losses, golden.labels().size());
    return new TestingPaces(
            golden.policy(), settings, ScoreScale.probabilities(2), golden.modalities())
        .advance(scores.sums(), scores.rows());
  }

  private static HeadLoss loss(String name, Case golden) {
    List<Float> logits =
        golden.logits().get(Integer.parseInt(name.substring(1))).stream()
            .flatMap(List::stream)
            .toList();
    float[] values = new float[logits.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = logits.get(i));
    Rows rows = Rows.all(golden.labels().size());
    int[] labels = golden.labels().stream().mapToInt(Integer::intValue).toArray();
    return new CrossEntropy(0)
        .loss(new HeadOutput(name, rows, values), Labels.ofClasses(labels), 1);
  }

  /** The file given, relative to the repository, or the one beside the repository. */
  private static Path golden() {
    Path repository = Path.of("").toAbsolutePath().getParent();
    return repository
        .resolve(GIVEN.isBlank() ? "../shared/data/golden/modulation.json" : GIVEN)
        .normalize();
  }
}
