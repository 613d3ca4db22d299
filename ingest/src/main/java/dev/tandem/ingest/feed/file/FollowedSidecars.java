package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.FeedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lies beside files that come, each read with the first clip of its file: it must be there by
 * then. One that cannot be used leaves its file without a label, and is told in the log.
 */
final class FollowedSidecars implements Written {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedSidecars.class);

  private final Path folder;
  private final List<String> targetNames;
  private final Map<Path, Optional<FileLabels>> read = new HashMap<>();

  /**
   * @param targetNames those of what is there already; none where files have classes
   */
  FollowedSidecars(Path folder, List<String> targetNames) {
    this.folder = folder;
    this.targetNames = targetNames;
  }

  @Override
  public List<String> targetNames() {
    return targetNames;
  }

  @Override
  public boolean complete() {
    return !targetNames.isEmpty();
  }

  @Override
  public Optional<FileLabels> of(Path file) {
    return read.computeIfAbsent(file, this::read);
  }

  private Optional<FileLabels> read(Path file) {
    return Sidecars.beside(file).map(source -> read(MediaName.of(folder, file), source));
  }

  private FileLabels read(String name, Path source) {
    try {
      LabelSheet sheet = LabelDocument.of(name, source);
      boolean empty = sheet.byFile().isEmpty();
      if (!empty && !sheet.targetNames().equals(targetNames)) {
        throw new FeedException(
            "%s has %s, but the feed began with %s"
                .formatted(source, Labels.kind(sheet.targetNames()), Labels.kind(targetNames)));
      }
      return empty ? new FileLabels() : sheet.byFile().get(name);
    } catch (FeedException e) {
      LOG.warn("{}; {} has no label", e.getMessage(), name);
      return new FileLabels();
    }
  }
}
