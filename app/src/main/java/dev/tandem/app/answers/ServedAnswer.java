package dev.tandem.app.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.ingest.clip.ClipLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * A served model's answer to a clip of a feed.
 *
 * @param answer as it came by HTTP
 */
public record ServedAnswer(CutClip clip, ObjectNode answer) {

  /** For people. */
  public String line() {
    List<Verdict> heads = new ArrayList<>();
    answer.path("heads").properties().forEach(head -> heads.add(verdict(head)));
    return "%s  %s%s  %s%s"
        .formatted(clip.place(), Verdict.line(heads), without(), version(), labelled());
  }

  private Verdict verdict(Entry<String, JsonNode> head) {
    List<Entry<String, JsonNode>> said = List.copyOf(head.getValue().properties());
    return answer.has("values")
        ? Verdict.ofValues(
            head.getKey(),
            said.stream()
                .map(one -> one.getKey() + " " + Verdict.figure(one.getValue().asDouble()))
                .toList())
        : said.stream()
            .max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.asDouble(), b.asDouble())))
            .map(top -> Verdict.ofClass(head.getKey(), top.getKey(), top.getValue().asDouble()))
            .orElseGet(() -> new Verdict(head.getKey(), "nothing"));
  }

  private String without() {
    List<String> missing = new ArrayList<>();
    answer.path("missing").forEach(modality -> missing.add(modality.asText()));
    return missing.isEmpty() ? "" : "  without " + String.join(", ", missing);
  }

  private String version() {
    return "%s@%d.%d"
        .formatted(
            answer.path("model").asText(),
            answer.path("generation").asInt(),
            answer.path("version").asInt());
  }

  private String labelled() {
    return clip.label().map(label -> "  labelled " + words(label)).orElse("");
  }

  private static String words(ClipLabel label) {
    return label.targets().isEmpty()
        ? label.className()
        : label.targets().stream().map(Verdict::figure).collect(Collectors.joining(", "));
  }

  /** For programs: where the clip is and how it is labelled, then what came by HTTP. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("clip", clip.index());
    clip.origin()
        .ifPresent(
            from -> json.put("file", from.item()).put("seconds", from.begin().toMillis() / 1000.0));
    clip.label().ifPresent(label -> put(json, label));
    return json.setAll(answer);
  }

  private static void put(ObjectNode json, ClipLabel label) {
    if (label.targets().isEmpty()) {
      json.put("label", label.className());
    } else {
      label.targets().forEach(json.putArray("targets")::add);
    }
  }
}
