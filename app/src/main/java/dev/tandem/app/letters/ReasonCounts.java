package dev.tandem.app.letters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How many letters have which kind of reason: a reason without the values that it quotes. */
public final class ReasonCounts {
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\\[[^]]*]");
  private static final Pattern WORD = Pattern.compile("\\S++");
  private static final Pattern NO_NUMBER = Pattern.compile("NaN|-?Infinity");
  private static final int NAMED = 10;
  private static final String PLACEHOLDER = "…";

  private final SortedMap<String, Integer> counts = new TreeMap<>();

  public void add(DeadLetterRecord letter) {
    counts.merge(kind(letter.reason()), 1, Integer::sum);
  }

  /** What is wrong, without what it should be and without values. */
  static String kind(String reason) {
    String unquoted = QUOTED.matcher(DeadLetterTable.printable(reason)).replaceAll(PLACEHOLDER);
    String wrong = unquoted.split(";", 2)[0];
    return WORD.matcher(wrong).replaceAll(word -> withoutValue(word.group()));
  }

  private static String withoutValue(String word) {
    return word.chars().anyMatch(ReasonCounts::isDigit)
        ? PLACEHOLDER
        : Matcher.quoteReplacement(NO_NUMBER.matcher(word).replaceAll(PLACEHOLDER));
  }

  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  public SortedMap<String, Integer> counts() {
    return counts;
  }

  /** {@code 3 letters: 2 × …, 1 × …}, the most frequent first, and at most so many of them. */
  public String summary() {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0
        ? "no letters"
        : "%,d %s: %s".formatted(all, all == 1 ? "letter" : "letters", String.join(", ", parts()));
  }

  private List<String> parts() {
    List<String> parts =
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(NAMED)
            .map(entry -> "%,d × %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.toCollection(ArrayList::new));
    if (counts.size() > NAMED) {
      parts.add("and %,d other kinds".formatted(counts.size() - NAMED));
    }
    return parts;
  }
}
