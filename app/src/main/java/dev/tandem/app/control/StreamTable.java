package dev.tandem.app.control;

import java.util.ArrayList;
import java.util.List;

/** Words about streams as lines of text, one each. */
public final class StreamTable {
  private static final List<String> HEADING =
      List.of("STREAM", "ACTION", "FROM", "WORDS", "WHO", "WHY");

  private StreamTable() {}

  /** In the order of {@code words}. */
  public static List<String> lines(List<StreamWord> words) {
    if (words.isEmpty()) {
      return List.of("no stream was quarantined");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADING);
    words.forEach(word -> rows.add(row(word)));
    int[] widths = new int[HEADING.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(StreamWord word) {
    return List.of(
        printable(word.stream()),
        word.action(),
        word.from(),
        "%,d".formatted(word.words()),
        printable(word.who()),
        printable(word.why()));
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
