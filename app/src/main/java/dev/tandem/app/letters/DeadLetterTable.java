package dev.tandem.app.letters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Dead letters as lines of text, one each. */
public final class DeadLetterTable {
  private static final List<String> HEADING =
      List.of("OFFSET", "SOURCE", "BYTES", "TIME", "REASON");
  private static final int REASON_WIDTH = 100;

  private DeadLetterTable() {}

  /** {@code partitioned} if an offset alone does not say which letter is meant. */
  public static List<String> lines(List<DeadLetterRecord> letters, boolean partitioned) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADING);
    letters.forEach(letter -> rows.add(row(letter, partitioned)));
    int[] widths = new int[HEADING.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static List<String> row(DeadLetterRecord letter, boolean partitioned) {
    String reason = printable(letter.reason());
    return List.of(
        Place.of(letter, partitioned).toString(),
        letter.source().map(DeadLetterTable::source).orElse("not said"),
        "%,d".formatted(letter.size()),
        Instant.ofEpochMilli(letter.time()).toString(),
        reason.length() <= REASON_WIDTH ? reason : reason.substring(0, REASON_WIDTH) + "…");
  }

  static String source(DeadLetterRecord.Source source) {
    return "%s %d:%d".formatted(printable(source.topic()), source.partition(), source.offset());
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.append(row.get(widths.length)).toString();
  }

  /** What came from outside, without what a terminal would obey. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isPrintable(point) ? point : '\uFFFD')
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
