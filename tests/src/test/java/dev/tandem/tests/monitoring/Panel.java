package dev.tandem.tests.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One panel of a dashboard, as Grafana has it. A size is in Grafana's grid, which is 24 wide. */
final class Panel {
  /** Variable of the dashboards: where the metrics are. */
  static final String SOURCE = "source";

  static final String GREEN = "green";
  static final String ORANGE = "orange";
  static final String RED = "red";
  static final String BLUE = "blue";

  private static final String VERSION = "12.1.1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode json = JSON.objectNode();
  private final ObjectNode defaults = JSON.objectNode();
  private final ObjectNode custom = JSON.objectNode();
  private final ArrayNode thresholds = JSON.arrayNode();
  private final ArrayNode targets = JSON.arrayNode();
  private final ObjectNode options = JSON.objectNode();
  private int width;
  private int height;

  private Panel(String type, String title, String unit, String description) {
    json.put("type", type).put("title", title).put("description", description);
    json.put("pluginVersion", VERSION);
    json.set("datasource", source());
    defaults.put("unit", unit);
    thresholds.addObject().put("color", GREEN).putNull("value");
  }

  static ObjectNode source() {
    return JSON.objectNode().put("type", "prometheus").put("uid", "${" + SOURCE + "}");
  }

  /** Lines over time; one name has one colour in every panel. */
  static Panel graph(String title, String unit, String description) {
    Panel panel = new Panel("timeseries", title, unit, description).size(12, 8);
    panel.defaults.putObject("color").put("mode", "palette-classic-by-name");
    panel
        .custom
        .put("drawStyle", "line")
        .put("lineWidth", 2)
        .put("fillOpacity", 0)
        .put("showPoints", "never")
        .put("spanNulls", false)
        .put("axisSoftMin", 0);
    panel.custom.putObject("thresholdsStyle").put("mode", "off");
    panel.options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
    panel
        .options
        .putObject("legend")
        .put("displayMode", "list")
        .put("placement", "bottom")
        .put("showLegend", true)
        .putArray("calcs");
    return panel;
  }

  /** The newest value, large, with its course behind it. */
  static Panel number(String title, String unit, String description) {
    Panel panel = new Panel("stat", title, unit, description).size(4, 4);
    panel.defaults.putObject("color").put("mode", "thresholds");
    panel
        .options
        .put("colorMode", "value")
        .put("graphMode", "area")
        .put("justifyMode", "auto")
        .put("textMode", "auto")
        .put("orientation", "auto")
        .put("wideLayout", true);
    ObjectNode reduce = panel.options.putObject("reduceOptions").put("values", false);
    reduce.put("fields", "").putArray("calcs").add("lastNotNull");
    return panel;
  }

  /** Rows of labels with their newest value; {@code hidden} are labels that say nothing here. */
  static Panel table(String title, String unit, String description, String... hidden) {
    Panel panel = new Panel("table", title, unit, description).size(12, 8);
    panel.defaults.putObject("color").put("mode", "thresholds");
    panel.custom.put("align", "auto").putObject("cellOptions").put("type", "auto");
    panel.options.put("showHeader", true).put("cellHeight", "sm");
    ObjectNode organize = JSON.objectNode().put("id", "organize");
    ObjectNode excluded = organize.putObject("options").putObject("excludeByName");
    excluded.put("Time", true).put("__name__", true);
    for (String label : hidden) {
      excluded.put(label, true);
    }
    panel.json.putArray("transformations").add(organize);
    return panel;
  }

  /** A bar a series, coloured by what its value means. */
  static Panel states(String title, String description) {
    Panel panel = new Panel("state-timeline", title, "none", description).size(12, 8);
    panel.defaults.putObject("color").put("mode", "thresholds");
    panel.custom.put("lineWidth", 0).put("fillOpacity", 80);
    panel
        .options
        .put("mergeValues", true)
        .put("showValue", "auto")
        .put("alignValue", "left")
        .put("rowHeight", 0.85);
    panel.options.putObject("legend").put("showLegend", false).put("displayMode", "list");
    panel.options.putObject("tooltip").put("mode", "single");
    return panel;
  }

  Panel size(int columns, int rows) {
    width = columns;
    height = rows;
    return this;
  }

  /** A series of each result of {@code expr}; {@code legend} names it by its labels. */
  Panel query(String legend, String expr) {
    boolean table = json.get("type").asText().equals("table");
    ObjectNode target =
        targets
            .addObject()
            .put("refId", String.valueOf((char) ('A' + targets.size() - 1)))
            .put("expr", expr)
            .put("legendFormat", legend)
            .put("editorMode", "code")
            .put("range", !table)
            .put("instant", table)
            .put("format", table ? "table" : "time_series");
    target.set("datasource", source());
    return this;
  }

  /** From {@code value} on it has this colour; of graphs a dashed line is drawn there. */
  Panel from(double value, String color) {
    thresholds.addObject().put("color", color).put("value", value);
    if (json.get("type").asText().equals("timeseries")) {
      custom.putObject("thresholdsStyle").put("mode", "dashed");
    }
    return this;
  }

  /** Below every threshold. */
  Panel base(String color) {
    ((ObjectNode) thresholds.get(0)).put("color", color);
    return this;
  }

  Panel between(double least, double most) {
    defaults.put("min", least).put("max", most);
    return this;
  }

  /** Not from 0 on: around what there is. */
  Panel anywhere() {
    custom.remove("axisSoftMin");
    return this;
  }

  Panel stacked() {
    custom.put("fillOpacity", 30).put("lineWidth", 1);
    custom.putObject("stacking").put("mode", "normal").put("group", "A");
    return this;
  }

  Panel decimals(int count) {
    defaults.put("decimals", count);
    return this;
  }

  /** Only the number. */
  Panel plain() {
    options.put("graphMode", "none");
    return this;
  }

  /** What a value means, in words. */
  Panel means(double value, String text, String color) {
    ArrayNode mappings =
        defaults.has("mappings")
            ? (ArrayNode) defaults.get("mappings")
            : defaults.putArray("mappings");
    String key = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    mappings
        .addObject()
        .put("type", "value")
        .putObject("options")
        .putObject(key)
        .put("text", text)
        .put("color", color)
        .put("index", mappings.size() - 1);
    return this;
  }

  /** Where there is nothing. */
  Panel none(String text) {
    defaults.put("noValue", text);
    return this;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  ObjectNode at(int id, int x, int y) {
    ObjectNode placed = JSON.objectNode().put("id", id);
    placed.setAll(json.deepCopy());
    placed.putObject("gridPos").put("h", height).put("w", width).put("x", x).put("y", y);
    ObjectNode field = placed.putObject("fieldConfig");
    ObjectNode all = defaults.deepCopy();
    all.putObject("thresholds").put("mode", "absolute").set("steps", thresholds.deepCopy());
    if (!custom.isEmpty()) {
      all.set("custom", custom.deepCopy());
    }
    field.set("defaults", all);
    field.putArray("overrides");
    placed.set("options", options.deepCopy());
    placed.set("targets", targets.deepCopy());
    return placed;
  }
}
