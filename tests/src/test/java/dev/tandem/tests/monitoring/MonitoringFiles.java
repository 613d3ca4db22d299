package dev.tandem.tests.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What lies in monitoring/. */
final class MonitoringFiles {
  static final Path FOLDER = Path.of("..", "monitoring").toAbsolutePath().normalize();
  static final Path RULES = FOLDER.resolve("prometheus/rules.yml");
  static final Path RULE_TESTS = FOLDER.resolve("prometheus/tests.yml");
  static final Path DASHBOARDS = FOLDER.resolve("grafana/dashboards");

  /** As they are generated, in the order in which they are linked. */
  static final List<Dashboard> ALL =
      List.of(
          OverviewDashboard.dashboard(),
          LearningDashboard.dashboard(),
          JobsDashboard.dashboard(),
          ServingDashboard.dashboard(),
          StreamsDashboard.dashboard());

  private MonitoringFiles() {}

  /**
   * A query in PromQL.
   *
   * @param where for messages
   */
  record Query(String where, String expr) {}

  static Path file(Dashboard dashboard) {
    return DASHBOARDS.resolve(dashboard.name() + ".json");
  }

  /** Of the file. */
  static JsonNode json(Dashboard dashboard) {
    return read(new ObjectMapper(), file(dashboard));
  }

  static JsonNode yaml(Path file) {
    return read(new YAMLMapper(), file);
  }

  /** Recorded ones and alerts, in their order. */
  static List<JsonNode> rules() {
    return stream(yaml(RULES).get("groups")).flatMap(group -> stream(group.get("rules"))).toList();
  }

  static List<JsonNode> alerts() {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  /** Panels of a dashboard, without the titles of rows. */
  static List<JsonNode> panels(Dashboard dashboard) {
    return stream(json(dashboard).get("panels"))
        .filter(panel -> !panel.get("type").asText().equals("row"))
        .toList();
  }

  static List<Query> panelQueries() {
    List<Query> queries = new ArrayList<>();
    for (Dashboard dashboard : ALL) {
      for (JsonNode panel : panels(dashboard)) {
        String where = dashboard.name() + ": " + panel.get("title").asText();
        stream(panel.get("targets"))
            .forEach(target -> queries.add(new Query(where, target.get("expr").asText())));
      }
    }
    return queries;
  }

  static List<Query> ruleQueries() {
    return rules().stream().map(rule -> new Query(name(rule), rule.get("expr").asText())).toList();
  }

  static String name(JsonNode rule) {
    return rule.has("alert") ? rule.get("alert").asText() : rule.get("record").asText();
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read(ObjectMapper mapper, Path file) {
    try {
      return mapper.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable " + file, e);
    }
  }
}
