package dev.tandem.tests.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A dashboard in Grafana's JSON; panels flow from left to right under the titles of their rows. */
final class Dashboard {
  private static final int SCHEMA = 41;
  private static final int COLUMNS = 24;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String name;
  private final ObjectNode json = JSON.objectNode();
  private final ArrayNode panels = JSON.arrayNode();
  private final ArrayNode variables = JSON.arrayNode();
  private int y;
  private int id;

  /** {@code name} is its file's, and part of its address. */
  Dashboard(String name, String title, String description) {
    this.name = name;
    json.put("title", "Tandem: " + title).put("description", description);
    variables
        .addObject()
        .put("name", Panel.SOURCE)
        .put("label", "Source")
        .put("type", "datasource")
        .put("query", "prometheus")
        .put("refresh", 1)
        .put("hide", 0)
        .put("multi", false)
        .put("includeAll", false)
        .putObject("current")
        .put("text", "Prometheus")
        .put("value", "tandem-prometheus");
  }

  String name() {
    return name;
  }

  /** Every value of {@code label} that {@code metric} has, all of them chosen. */
  Dashboard variable(String variable, String title, String metric, String label) {
    String query = "label_values(%s, %s)".formatted(metric, label);
    ObjectNode added =
        variables
            .addObject()
            .put("name", variable)
            .put("label", title)
            .put("type", "query")
            .put("definition", query)
            .put("refresh", 2)
            .put("sort", 1)
            .put("hide", 0)
            .put("regex", "")
            .put("multi", true)
            .put("includeAll", true)
            .put("allValue", ".*");
    added.set("datasource", Panel.source());
    added
        .putObject("query")
        .put("qryType", 1)
        .put("query", query)
        .put("refId", "PrometheusVariableQueryEditor-VariableQuery");
    added.putObject("current").put("text", "All").put("value", "$__all");
    added.putArray("options");
    return this;
  }

  Dashboard row(String title, Panel... members) {
    ObjectNode row = panels.addObject();
    row.put("id", ++id).put("type", "row").put("title", title).put("collapsed", false);
    row.putObject("gridPos").put("h", 1).put("w", COLUMNS).put("x", 0).put("y", y++);
    row.putArray("panels");
    int x = 0;
    int tallest = 0;
    for (Panel panel : members) {
      if (x + panel.width() > COLUMNS) {
        x = 0;
        y += tallest;
        tallest = 0;
      }
      panels.add(panel.at(++id, x, y));
      x += panel.width();
      tallest = Math.max(tallest, panel.height());
    }
    y += tallest;
    return this;
  }

  ObjectNode json() {
    ObjectNode all = json.deepCopy();
    all.put("uid", "tandem-" + name)
        .putNull("id")
        .put("version", 1)
        .put("schemaVersion", SCHEMA)
        .put("editable", true)
        .put("graphTooltip", 1)
        .put("refresh", "10s")
        .put("timezone", "browser");
    all.putArray("tags").add("tandem");
    all.putObject("time").put("from", "now-30m").put("to", "now");
    all.putObject("timepicker");
    all.putArray("links").add(link());
    all.putObject("annotations").putArray("list").add(alerts());
    all.putObject("templating").set("list", variables);
    all.set("panels", panels);
    return all;
  }

  private static ObjectNode link() {
    ObjectNode link = JSON.objectNode().put("title", "Tandem").put("type", "dashboards");
    link.put("asDropdown", false).put("keepTime", true).put("includeVars", true);
    link.putArray("tags").add("tandem");
    return link;
  }

  private static ObjectNode alerts() {
    ObjectNode alerts = JSON.objectNode().put("name", "Alerts").put("enable", true);
    alerts
        .put("iconColor", "red")
        .put("expr", "ALERTS{alertname=~\"Tandem.*\",alertstate=\"firing\"}")
        .put("titleFormat", "{{alertname}}")
        .put("textFormat", "{{job_name}} {{stream}} {{instance}}")
        .put("step", "30s");
    alerts.set("datasource", Panel.source());
    return alerts;
  }
}
