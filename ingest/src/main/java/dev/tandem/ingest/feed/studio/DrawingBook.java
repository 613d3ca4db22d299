package dev.tandem.ingest.feed.studio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The ways in which each digit is drawn, on a unit square. */
final class DrawingBook {
  private final Map<Integer, List<List<Stroke>>> drawings;

  private DrawingBook(Map<Integer, List<List<Stroke>>> drawings) {
    this.drawings = drawings;
  }

  /** The drawings of {@code split}. */
  static DrawingBook load(String split) {
    Map<Integer, List<List<Stroke>>> drawings = new HashMap<>();
    for (String line : Resources.lines("drawings.txt")) {
      String[] fields = line.split(" ", 3);
      if (fields[1].equals(split)) {
        drawings
            .computeIfAbsent(Integer.valueOf(fields[0]), digit -> new ArrayList<>())
            .add(strokes(fields[2]));
      }
    }
    return new DrawingBook(drawings);
  }

  int styles(int digit) {
    return drawings.get(digit).size();
  }

  List<Stroke> drawing(int digit, int style) {
    return drawings.get(digit).get(style);
  }

  private static List<Stroke> strokes(String text) {
    return Arrays.stream(text.split(Pattern.quote("|"))).map(Stroke::parse).toList();
  }
}
