package dev.tandem.ingest.feed.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One labelled recording.
 *
 * @param name within its data set, as lists and reports have it
 * @param sound file in which it is heard
 * @param pictures file in which it is seen; may be the same
 * @param className what it shows
 */
record Item(String name, Path sound, Path pictures, String className) {

  /** One that is heard and seen in the same file. */
  static Item of(String name, Path file, String className) {
    return new Item(name, file, file, className);
  }

  /** Both files, or the one. */
  List<Path> files() {
    return Stream.of(sound, pictures).distinct().toList();
  }
}
