package dev.tandem.schemas.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which known name a mistyped one is likely to mean. */
public final class Nearest {
  /** One letter in so many may be wrong. */
  private static final int LETTERS_PER_MISTAKE = 4;

  private Nearest() {}

  /**
   * What follows an unknown name in a message: {@code ; did you mean join.window? Known are …}, or
   * only {@code ; known are …} where none is near. {@code known} is listed as it is.
   */
  public static String hint(String name, Collection<String> known) {
    String list = String.join(", ", known);
    return of(name, known)
        .map(near -> "; did you mean %s? Known are %s".formatted(near, list))
        .orElse("; known are " + list);
  }

  /** The name that is the fewest mistakes away; or the only one that ends in {@code .name}. */
  public static Optional<String> of(String name, Collection<String> known) {
    List<String> ending = known.stream().filter(one -> one.endsWith("." + name)).toList();
    return ending.size() == 1
        ? Optional.of(ending.get(0))
        : known.stream()
            .filter(one -> mistakes(name, one) <= Math.max(1, name.length() / LETTERS_PER_MISTAKE))
            .min(Comparator.comparingInt(one -> mistakes(name, one)));
  }

  /** Letters left out, put in, changed, or swapped with the next one. */
  private static int mistakes(String given, String meant) {
    int[][] least = new int[given.length() + 1][meant.length() + 1];
    for (int i = 0; i <= given.length(); i++) {
      for (int j = 0; j <= meant.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : mistakes(least, given, meant, i, j);
      }
    }
    return least[given.length()][meant.length()];
  }

  private static int mistakes(int[][] least, String given, String meant, int i, int j) {
    boolean same = given.charAt(i - 1) == meant.charAt(j - 1);
    int changed = least[i - 1][j - 1] + (same ? 0 : 1);
    int moved = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
    boolean swapped =
        i > 1
            && j > 1
            && given.charAt(i - 1) == meant.charAt(j - 2)
            && given.charAt(i - 2) == meant.charAt(j - 1);
    int fewest = Math.min(changed, moved);
    return swapped ? Math.min(fewest, least[i - 2][j - 2] + 1) : fewest;
  }
}
