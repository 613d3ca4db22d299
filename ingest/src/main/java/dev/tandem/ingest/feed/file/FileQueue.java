package dev.tandem.ingest.feed.file;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;

/** The files of a feed, one after the other. */
@FunctionalInterface
interface FileQueue {

  /** The next one, however long it takes to come; empty where none comes any more. */
  Optional<Path> next();

  /** Those that there are. */
  static FileQueue of(Iterator<Path> files) {
    return () -> files.hasNext() ? Optional.of(files.next()) : Optional.empty();
  }
}
