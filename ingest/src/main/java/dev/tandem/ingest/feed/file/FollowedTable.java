package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of labels that grows with the files that it names: it is read again where it was changed.
 * While it cannot be read, as what is half written cannot, it stays as it was.
 */
final class FollowedTable implements Written {
  private static final Logger LOG = LoggerFactory.getLogger(FollowedTable.class);

  private final Path folder;
  private final Path file;
  private LabelSheet table;
  private String read;

  /** Throws {@link FeedException} for a table that is damaged now. */
  FollowedTable(Path folder, Path file) {
    this.folder = folder;
    this.file = file;
    this.read = stamp();
    this.table = Labels.read(file);
  }

  @Override
  public List<String> targetNames() {
    return table.targetNames();
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public Optional<FileLabels> of(Path media) {
    refresh();
    String name = MediaName.of(folder, media);
    return Optional.ofNullable(table.byFile().get(name)).or(() -> ofLonger(name));
  }

  /** Under a name with folders in front that are not there. */
  private Optional<FileLabels> ofLonger(String name) {
    return table.byFile().entrySet().stream()
        .filter(entry -> MediaName.find(entry.getKey(), Set.of(name)).isPresent())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void refresh() {
    String now = stamp();
    if (now.equals(read)) {
      return;
    }
    try {
      LabelSheet fresh = Labels.read(file);
      if (!fresh.targetNames().equals(table.targetNames())) {
        throw new FeedException(
            "%s had the targets %s and has %s now"
                .formatted(file, table.targetNames(), fresh.targetNames()));
      }
      table = fresh;
    } catch (FeedException e) {
      LOG.warn("{}; the labels that were read before stay", e.getMessage());
    }
    read = now;
  }

  /** Another one where the file was changed. */
  private String stamp() {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime() + " " + found.size();
    } catch (IOException gone) {
      return "";
    }
  }
}
