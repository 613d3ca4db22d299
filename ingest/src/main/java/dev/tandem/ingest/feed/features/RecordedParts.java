package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.clip.PublishedClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a recording. The clips of the part that grows are kept in memory; the part is
 * written anew with all of them, until it is full and the next one begins.
 */
final class RecordedParts {
  /** Of all modalities together, of one part. */
  static final long PART_BYTES = 16 << 20;

  private final Path folder;
  private final List<String> targetNames;
  private final Map<String, TensorPart> open = new LinkedHashMap<>();
  private final List<String> unlisted = new ArrayList<>();
  private int number;
  private long bytes;

  private RecordedParts(Path folder, FeedDescription feed) {
    this.folder = folder;
    this.targetNames = feed.targetNames();
    for (Modality modality : feed.modalities()) {
      open.put(modality.name(), new TensorPart(modality.extractor().format()));
    }
  }

  /** Begins {@code clips.csv}. */
  static RecordedParts in(Path folder, FeedDescription feed) throws IOException {
    RecordedParts parts = new RecordedParts(folder, feed);
    for (String target : feed.targetNames()) {
      if (ClipSheet.RESERVED.contains(target)) {
        throw new IOException("a target is called '%s'".formatted(target));
      }
    }
    List<String> head = new ArrayList<>(List.of(ClipSheet.ID));
    head.addAll(feed.targetNames().isEmpty() ? List.of(ClipSheet.LABEL) : feed.targetNames());
    head.addAll(List.of(ClipSheet.STREAM, ClipSheet.TIME));
    Files.writeString(folder.resolve(ClipSheet.NAME), line(head), StandardOpenOption.CREATE_NEW);
    return parts;
  }

  void add(PublishedClip clip) throws IOException {
    List<String> cells = new ArrayList<>(List.of(clip.id()));
    cells.addAll(label(clip.label()));
    cells.addAll(List.of(clip.stream(), clip.begin().toString()));
    String line = line(cells);
    open.forEach((modality, part) -> part.add(Optional.ofNullable(clip.features().get(modality))));
    unlisted.add(line);
    bytes += open.values().stream().mapToLong(TensorPart::rowBytes).sum();
    if (bytes >= PART_BYTES) {
      write();
      open.values().forEach(TensorPart::clear);
      number++;
      bytes = 0;
    }
  }

  /** Everything that was added, first the features, then the lines that say that they are there. */
  void write() throws IOException {
    if (unlisted.isEmpty()) {
      return;
    }
    for (Map.Entry<String, TensorPart> part : open.entrySet()) {
      part.getValue()
          .write(
              folder.resolve("%s-%05d%s".formatted(part.getKey(), number, FeatureFolder.TENSORS)));
    }
    Files.writeString(
        folder.resolve(ClipSheet.NAME), String.join("", unlisted), StandardOpenOption.APPEND);
    unlisted.clear();
  }

  private List<String> label(Optional<ClipLabel> label) {
    if (targetNames.isEmpty()) {
      return List.of(label.map(ClipLabel::className).orElse(""));
    }
    return targetNames.stream()
        .map(targetNames::indexOf)
        .map(at -> label.map(of -> of.targets().get(at).toString()).orElse(""))
        .toList();
  }

  private static String line(List<String> cells) throws IOException {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
        throw new IOException(
            "'%s' has a line break, which %s cannot hold".formatted(cell, ClipSheet.NAME));
      }
      boolean plain =
          cell.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.:+".indexOf(c) >= 0);
      quoted.add(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return String.join(",", quoted) + "\n";
  }
}
