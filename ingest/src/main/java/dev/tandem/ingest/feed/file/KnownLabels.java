package dev.tandem.ingest.feed.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labels that were read before the feed began.
 *
 * @param byFile by {@link MediaName} as seen from {@code folder}
 */
record KnownLabels(
    Path folder, boolean complete, List<String> targetNames, Map<String, FileLabels> byFile)
    implements Written {

  @Override
  public Optional<FileLabels> of(Path file) {
    return Optional.ofNullable(byFile.get(MediaName.of(folder, file)));
  }
}
