package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How each class does: its labelled clips, how it was answered lately, and what that means. */
final class ClassTable implements Section {
  /** Rows of the list. */
  static final int ROWS = 60;

  /** Classes of the matrix. */
  static final int MATRIX = 24;

  private final Cases cases;

  ClassTable(Cases cases) {
    this.cases = cases;
  }

  @Override
  public String name() {
    return "classes";
  }

  @Override
  public void write(JsonWriter out) throws IOException {
    List<String> names = List.copyOf(cases.names());
    List<Long> labelled = cases.labelled();
    Confusion confusion = cases.confusion();
    List<Integer> shown = shown(names, labelled);
    out.beginObject();
    out.name("targets").value(cases.hasTargets());
    out.name("answered").value(confusion.total());
    out.name("right").value(confusion.right());
    out.name("count").value(names.size());
    out.name("list").beginArray();
    for (int index : shown) {
      write(out, names, labelled.get(index), index, confusion);
    }
    out.endArray();
    out.name("matrix");
    write(out, shown.subList(0, Math.min(MATRIX, shown.size())), confusion);
    out.endObject();
  }

  /** Those with the most labelled clips, in an order that stays: by name, and numbers by size. */
  private static List<Integer> shown(List<String> names, List<Long> labelled) {
    return IntStream.range(0, names.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -labelled.get(i)).thenComparing(names::get))
        .limit(ROWS)
        .sorted(Comparator.comparing((Integer i) -> number(names.get(i))).thenComparing(names::get))
        .toList();
  }

  private static long number(String name) {
    return name.matches("\\d{1,18}") ? Long.parseLong(name) : Long.MAX_VALUE;
  }

  private static void write(
      JsonWriter out, List<String> names, long labelled, int index, Confusion confusion)
      throws IOException {
    int taken = confusion.taken(index);
    int times = taken < 0 ? 0 : confusion.of(index, taken);
    int answered = confusion.answered(index);
    int right = confusion.of(index, index);
    out.beginObject();
    out.name("name").value(names.get(index));
    out.name("labelled").value(labelled);
    out.name("answered").value(answered);
    out.name("right").value(right);
    out.name("verdict").value(ClassVerdict.of(labelled, answered, right, times).word());
    out.name("taken").value(taken < 0 ? "" : names.get(taken));
    out.name("times").value(times);
    out.endObject();
  }

  /** A row for each true class, of how often each was answered; in the order of the list. */
  private static void write(JsonWriter out, List<Integer> classes, Confusion confusion)
      throws IOException {
    out.beginArray();
    for (int truth : classes) {
      double[] row = new double[classes.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = confusion.of(truth, classes.get(i));
      }
      Json.numbers(out, row);
    }
    out.endArray();
  }
}
