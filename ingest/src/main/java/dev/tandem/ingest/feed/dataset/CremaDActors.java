package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Splits by actor, over all clips that are there: nobody is in both. */
final class CremaDActors {
  /** Actor, sentence, emotion and level. */
  private static final Pattern NAME = Pattern.compile("(\\d{4})_([A-Z]+)_([A-Z]+)_([A-Z]+)");

  private CremaDActors() {}

  /**
   * Throws {@link FeedException} for actors that there are not, and where nobody is left.
   *
   * @param actors who are held out
   * @param heldOut whether these are asked for, or the others
   */
  static Catalogue read(Layout layout, List<String> actors, boolean heldOut) {
    List<Skipped> leftOut = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    SortedSet<String> known = new TreeSet<>();
    for (String name : names(layout)) {
      Matcher matcher = NAME.matcher(name);
      if (!matcher.matches() || !CremaD.CLASSES.contains(matcher.group(3))) {
        leftOut.add(new Skipped(name, "its name is not of the form ACTOR_SENTENCE_EMOTION_LEVEL"));
        continue;
      }
      known.add(matcher.group(1));
      if (actors.contains(matcher.group(1)) == heldOut) {
        items.add(CremaD.item(layout, name, matcher.group(3)));
      }
    }
    requireSplit(layout, actors, heldOut, known);
    return new Catalogue(layout.resolve(CremaD.SOUND).toString(), CremaD.CLASSES, items, leftOut);
  }

  private static void requireSplit(
      Layout layout, List<String> actors, boolean heldOut, SortedSet<String> known) {
    if (heldOut && actors.isEmpty()) {
      throw new FeedException(
          "cremad:%s has nothing to hold out; must have %s and %s for split=holdout, or be told actors by holdout=ACTOR,…. docs/datasets.md says where to get the lists."
              .formatted(layout.directory(), CremaD.TRAIN_LIST, CremaD.TEST_LIST));
    }
    List<String> strangers = actors.stream().filter(actor -> !known.contains(actor)).toList();
    if (!strangers.isEmpty() && !known.isEmpty()) {
      throw new FeedException(
          "cremad:%s: holdout names %s; must be actors who are there, %d from %s to %s. Correct it."
              .formatted(
                  layout.directory(),
                  String.join(", ", strangers),
                  known.size(),
                  known.first(),
                  known.last()));
    }
    if (!heldOut && !known.isEmpty() && actors.containsAll(known)) {
      throw new FeedException(
          "cremad:%s: holdout names all %d actors who are there; must leave some for split=train. Correct it."
              .formatted(layout.directory(), known.size()));
    }
  }

  /** Of every clip of which there is sound, pictures or both. */
  private static Iterable<String> names(Layout layout) {
    SortedMap<String, String> folders = new TreeMap<>();
    folders.put(CremaD.SOUND, ".wav");
    folders.put(CremaD.PICTURES, ".flv");
    SortedSet<String> names = new TreeSet<>();
    folders.forEach((folder, ending) -> names.addAll(names(layout.resolve(folder), ending)));
    return names;
  }

  private static List<String> names(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .toList();
    } catch (IOException e) {
      throw new FeedException(
          "cannot read the directory %s (%s). Check its permissions."
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
  }
}
