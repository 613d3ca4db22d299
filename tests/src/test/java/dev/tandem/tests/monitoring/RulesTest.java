package dev.tandem.tests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.tests.Promtool;
import dev.tandem.tests.monitoring.MonitoringFiles.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules for Prometheus. */
class RulesTest {
  @Test
  void shouldSayOfEachAlertWhatItMeansAndWhatToDo() {
    assertThat(MonitoringFiles.alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              String name = MonitoringFiles.name(alert);
              assertThat(name).startsWith("Tandem");
              assertThat(alert.at("/labels/severity").asText())
                  .as(name)
                  .isIn("critical", "warning");
              assertThat(alert.at("/annotations/summary").asText())
                  .as(name)
                  .containsPattern("\\{\\{ \\$labels\\.\\w+ }}");
              assertThat(alert.at("/annotations/description").asText())
                  .as(name)
                  .hasSizeGreaterThan(60);
            });
  }

  @Test
  void shouldTestEachAlert() {
    List<String> tested =
        MonitoringFiles.stream(MonitoringFiles.yaml(MonitoringFiles.RULE_TESTS).get("tests"))
            .map(test -> test.get("name").asText())
            .toList();

    assertThat(tested)
        .containsAll(MonitoringFiles.alerts().stream().map(MonitoringFiles::name).toList());
  }

  @Test
  void shouldTestEachAlertWithWhatFiresAndWithWhatDoesNot() {
    for (JsonNode test : MonitoringFiles.yaml(MonitoringFiles.RULE_TESTS).get("tests")) {
      if (test.get("name").asText().startsWith("Tandem")) {
        JsonNode asked = test.at("/promql_expr_test/0");
        assertThat(asked.get("expr").asText())
            .isEqualTo("ALERTS{alertname=\"%s\"}".formatted(test.get("name").asText()));
        assertThat(asked.at("/exp_samples/0/labels").asText()).contains("alertstate=\"firing\"");
        assertThat(test.get("input_series").size())
            .as(test.get("name").asText())
            .isGreaterThan(asked.get("exp_samples").size());
      }
    }
  }

  @Test
  void shouldReadMetricsThatThereAre() {
    assertThat(MonitoringFiles.ruleQueries())
        .extracting(Query::expr)
        .allSatisfy(expr -> assertThat(Selectors.unknown(expr)).as(expr).isEmpty());
  }

  @Test
  void shouldPassPromtool() throws Exception {
    Promtool.require();
    Process check =
        new ProcessBuilder(MonitoringFiles.FOLDER.resolve("check").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(check.waitFor()).as("monitoring/check says: %s", said).isZero();
    assertThat(said).contains("SUCCESS").doesNotContain("FAILED");
  }
}
