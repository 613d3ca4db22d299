package dev.tandem.app.letters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All of one dead letter as text: where it lies, its headers, its bytes. */
public final class DeadLetterDump {
  private static final int WIDTH = 16;

  private DeadLetterDump() {}

  /** Shows at most {@code bytes} of the key and of the value. */
  public static List<String> lines(DeadLetterRecord letter, long bytes) {
    List<String> lines = new ArrayList<>();
    lines.add("letter     " + letter.partition() + " offset " + letter.offset());
    lines.add("time       " + Instant.ofEpochMilli(letter.time()));
    letter
        .headers()
        .forEach(
            (name, text) ->
                lines.add(
                    "%-9s  %s"
                        .formatted(
                            DeadLetterTable.printable(name), DeadLetterTable.printable(text))));
    add("key", letter.key(), bytes, lines);
    add("value", letter.value(), bytes, lines);
    return lines;
  }

  private static void add(String name, byte[] content, long most, List<String> lines) {
    if (content == null) {
      lines.add("%-9s  null".formatted(name));
      return;
    }
    lines.add("%-9s  %,d bytes".formatted(name, content.length));
    int shown = (int) Math.min(most, content.length);
    for (int start = 0; start < shown; start += WIDTH) {
      lines.add("  " + row(content, start, Math.min(start + WIDTH, shown)));
    }
    if (shown < content.length) {
      lines.add("  … %,d more".formatted(content.length - shown));
    }
  }

  /** As {@code hexdump -C} has it. */
  private static String row(byte[] content, int start, int end) {
    StringBuilder hex = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int i = start; i < end; i++) {
      hex.append("%02x ".formatted(content[i]));
      text.append(content[i] >= ' ' && content[i] < 0x7F ? (char) content[i] : '.');
    }
    return "%08x  %-48s |%s|".formatted(start, hex, text);
  }
}
