package dev.tandem.tests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.tests.monitoring.MonitoringFiles.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grafana's dashboards in their files. */
class DashboardsTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

  static Stream<Dashboard> all() {
    return MonitoringFiles.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldBeWhatIsWrittenFromTheMetrics(Dashboard dashboard) throws IOException {
    String rendered = render(dashboard);
    Path file = MonitoringFiles.file(dashboard);
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(file, rendered);
    }

    assertThat(Files.readString(file))
        .as(
            "%s is stale; write it anew with".formatted(file)
                + " ./mvnw -pl tests -am verify -Dtest=DashboardsTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dtandem.docs.write=true")
        .isEqualTo(rendered);
  }

  private static String render(Dashboard dashboard) throws IOException {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));
    return new ObjectMapper().writer(printer).writeValueAsString(dashboard.json()) + "\n";
  }

  @Test
  void shouldHaveNoFileThatNothingWrites() throws IOException {
    try (Stream<Path> files = Files.list(MonitoringFiles.DASHBOARDS)) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(all().map(MonitoringFiles::file).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldSayWhatEachPanelShowsAndInWhichUnit(Dashboard dashboard) {
    assertThat(MonitoringFiles.panels(dashboard))
        .isNotEmpty()
        .allSatisfy(
            panel -> {
              String title = panel.get("title").asText();
              assertThat(title).isNotBlank();
              assertThat(panel.get("description").asText()).as(title).hasSizeGreaterThan(8);
              assertThat(panel.at("/fieldConfig/defaults/unit").asText()).as(title).isNotBlank();
              assertThat(panel.get("targets")).as(title).isNotEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldLayPanelsBesideEachOtherOnce(Dashboard dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : MonitoringFiles.json(dashboard).get("panels")) {
      String title = panel.get("title").asText();
      assertThat(ids.add(panel.get("id").asInt())).as(title).isTrue();
      JsonNode place = panel.get("gridPos");
      int right = place.get("x").asInt() + place.get("w").asInt();
      assertThat(right).as(title).isLessThanOrEqualTo(24);
      for (int x = place.get("x").asInt(); x < right; x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          String cell = x + "," + (place.get("y").asInt() + y);
          assertThat(cells.add(cell)).as("%s at %s", title, cell).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void shouldUseTheVariablesThatItHas(Dashboard dashboard) {
    JsonNode json = MonitoringFiles.json(dashboard);
    Set<String> had =
        MonitoringFiles.stream(json.at("/templating/list"))
            .map(variable -> variable.get("name").asText())
            .collect(Collectors.toSet());
    Set<String> used =
        MonitoringFiles.panels(dashboard).stream()
            .flatMap(panel -> VARIABLE.matcher(panel.toString()).results())
            .map(found -> found.group(1))
            .filter(name -> !name.startsWith("__"))
            .collect(Collectors.toSet());

    assertThat(used).isEqualTo(had);
  }

  @Test
  void shouldAskForMetricsThatThereAre() {
    assertThat(MonitoringFiles.panelQueries())
        .extracting(Query::expr)
        .allSatisfy(expr -> assertThat(Selectors.unknown(expr)).as(expr).isEmpty());
  }

  @Test
  void shouldFindAMetricThatThereIsNot() {
    assertThat(Selectors.unknown("sum(rate(tandem_serving_predictions[1m])) + up"))
        .containsExactly("tandem_serving_predictions");
    assertThat(Selectors.of("max by (job) (up{job=\"a\"}) > on (job) job:tandem_steps:rate1m"))
        .containsExactly("up{job=\"a\"}", "job:tandem_steps:rate1m");
  }
}
