package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.Prediction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An answer, in few words.
 *
 * @param text class or values
 * @param version that gave it
 * @param heads what each says
 */
record Said(String text, double probability, String version, List<HeadSaid> heads) {
  private static final int MOST_HEADS = 16;
  private static final int MOST_VALUES = 6;

  /** Of one head; {@code probability} is NaN where there are values. */
  record HeadSaid(String head, String text, double probability) {}

  static Said of(Prediction answer) {
    List<HeadSaid> heads = new ArrayList<>();
    answer.getHeads().stream().limit(MOST_HEADS).map(Said::head).forEach(heads::add);
    return new Said(
        text(answer.getClassName(), answer.getValues()),
        answer.getProbability(),
        "%d.%d".formatted(answer.getGeneration(), answer.getVersion()),
        heads);
  }

  private static HeadSaid head(HeadPrediction head) {
    double probability =
        head.getProbabilities().isEmpty() ? Double.NaN : Collections.max(head.getProbabilities());
    return new HeadSaid(
        Names.cut(head.getHead()), text(head.getClassName(), head.getValues()), probability);
  }

  /** What a label says. */
  static String of(Label label) {
    return text(label.getClassName(), label.getTargets());
  }

  private static String text(String className, Collection<? extends Number> values) {
    return values.isEmpty()
        ? Names.cut(className)
        : values.stream()
            .limit(MOST_VALUES)
            .map(value -> String.format(Locale.ROOT, "%.2f", value.doubleValue()))
            .collect(Collectors.joining(", "));
  }

  void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("text").value(text);
    out.name("probability");
    Json.number(out, probability);
    out.name("version").value(version);
    out.name("heads").beginArray();
    for (HeadSaid head : heads) {
      out.beginObject();
      out.name("name").value(head.head());
      out.name("text").value(head.text());
      out.name("probability");
      Json.number(out, head.probability());
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }
}
