package dev.tandem.ingest.feed.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The split that Peng et al. (CVPR 2022) have published, and most after them have used. */
final class CremaDLists {
  private static final int FIELDS = 2;

  private CremaDLists() {}

  /** Whether there is one of the two lists; one alone is half a split. */
  static boolean arePartOf(Layout layout) {
    boolean some =
        Files.exists(layout.resolve(CremaD.TRAIN_LIST))
            || Files.exists(layout.resolve(CremaD.TEST_LIST));
    if (some) {
      layout.require(List.of(CremaD.TRAIN_LIST, CremaD.TEST_LIST));
    }
    return some;
  }

  /** Lines such as {@code 1001_DFA_ANG_XX,ANG}. */
  static Catalogue read(Layout layout, String list) {
    Path file = layout.resolve(list);
    return Listing.read(file, "", line -> item(layout, line)).catalogue(file, CremaD.CLASSES);
  }

  private static Item item(Layout layout, String line) {
    List<String> fields = List.of(line.split(",", -1));
    if (fields.size() != FIELDS || !fields.get(0).matches("[\\w-]+")) {
      throw new IllegalArgumentException("is not of the form NAME,EMOTION");
    }
    return CremaD.item(layout, fields.get(0), Listing.known(fields.get(1).strip(), CremaD.CLASSES));
  }
}
