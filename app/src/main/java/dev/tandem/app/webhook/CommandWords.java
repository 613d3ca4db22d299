package dev.tandem.app.webhook;

import dev.tandem.schemas.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command line as words: quotes keep what is between them together, nothing else is special. */
final class CommandWords {
  private static final Pattern PIECE =
      Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(\\s+)");

  private CommandWords() {}

  /** At least one; throws {@link UsageException} where there is none, or a quote has no end. */
  static List<String> split(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean within = false;
    Matcher piece = PIECE.matcher(line);
    int end = 0;
    while (end < line.length()) {
      if (!piece.find(end) || piece.start() != end) {
        throw new UsageException("--exec has a quote that does not end");
      }
      end = piece.end();
      if (piece.group(4) == null) {
        word.append(text(piece));
        within = true;
      } else if (within) {
        words.add(word.toString());
        word.setLength(0);
        within = false;
      }
    }
    if (within) {
      words.add(word.toString());
    }
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw new UsageException("--exec is empty; must be a command such as 'notify-send Tandem'");
    }
    return List.copyOf(words);
  }

  private static String text(Matcher piece) {
    for (int group = 1; group <= 3; group++) {
      if (piece.group(group) != null) {
        return piece.group(group);
      }
    }
    return "";
  }
}
