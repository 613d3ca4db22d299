package dev.tandem.app.control;

import dev.tandem.schemas.records.ControlEvent;
import java.util.ArrayList;
import java.util.List;

/** Words about streams as lines of text, one each. */
public final class StreamTable {
  private static final List<String> HEADING = List.of("STREAM", "ACTION", "FROM", "WHO", "WHY");

  private StreamTable() {}

  /** In the order of {@code events}. */
  public static List<String> lines(List<ControlEvent> events) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADING);
    events.forEach(event -> rows.add(row(event)));
    int[] widths = new int[HEADING.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(ControlEvent event) {
    return List.of(
        printable(event.getStream()),
        event.getAction().name().toLowerCase(java.util.Locale.ROOT),
        event.getTime().toString(),
        printable(event.getWho()),
        printable(event.getWhy()));
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "\uFFFD");
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.append(row.get(widths.length)).toString();
  }
}
