package dev.tandem.ingest.feed.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Labels that somebody wrote down, rather than names of files and folders. */
interface Written {

  /** None where files have classes. */
  List<String> targetNames();

  /** Whether files of which nothing is written have no label, whatever their names say. */
  boolean complete();

  /** Empty where nothing is written of the file. */
  Optional<FileLabels> of(Path file);
}
