package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.ingest.feed.features.Faults.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows of safetensors files, in the order of the lines of {@code clips.csv}. One file is open at a
 * time.
 */
final class TensorTable implements FeatureTable {
  private final String name;
  private final Faults faults;
  private final List<Part> parts;
  private final TensorFile first;
  private Optional<OpenPart> current = Optional.empty();

  /**
   * A file among the parts.
   *
   * @param begin the first of its rows, counted over all parts
   * @param usable false where its rows are of another kind
   */
  private record Part(TensorFile file, int begin, boolean usable) {
    boolean holds(int row) {
      return row >= begin && row - begin < file.rows();
    }

    String name() {
      return file.path().getFileName().toString();
    }
  }

  private record OpenPart(Part part, FileChannel channel) {}

  private TensorTable(String name, List<Part> parts, Faults faults) {
    this.name = name;
    this.parts = parts;
    this.first = parts.get(0).file();
    this.faults = faults;
  }

  /**
   * Empty where no part can be used. A part without a readable header ends the table, as nobody
   * knows how many rows it had.
   *
   * @param name of the only file, or of all of them
   * @param files the parts, in their order
   */
  static Optional<TensorTable> open(String name, List<Path> files, Faults faults) {
    List<Part> parts = new ArrayList<>();
    int begin = 0;
    for (Path path : files) {
      Optional<TensorFile> file = open(name, path, faults);
      if (file.isEmpty()) {
        break;
      }
      parts.add(new Part(file.get(), begin, isUsable(name, file.get(), parts, faults)));
      begin += file.get().rows();
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new TensorTable(name, parts, faults));
  }

  private static Optional<TensorFile> open(String name, Path path, Faults faults) {
    try {
      return Optional.of(TensorFile.open(path));
    } catch (UnusableException e) {
      faults.add(name, path.getFileName().toString(), Kind.FILE, "", e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isUsable(String name, TensorFile file, List<Part> before, Faults faults) {
    boolean usable = before.isEmpty() || file.isLike(before.get(0).file());
    String fileName = file.path().getFileName().toString();
    if (!usable) {
      faults.add(
          name,
          fileName,
          Kind.FILE,
          "",
          "its %d rows are %s, those of the first part %s; all parts must be alike"
              .formatted(file.rows(), file.format(), before.get(0).file().format()));
    }
    if (file.whole() < file.rows()) {
      faults.add(
          name,
          fileName,
          Kind.FILE,
          "",
          "it ends after %d of %d rows; clips of the others lack the modality"
              .formatted(file.whole(), file.rows()));
    }
    return usable;
  }

  @Override
  public String fileName() {
    return name;
  }

  @Override
  public TensorFormat format() {
    return first.format();
  }

  @Override
  public void match(List<ClipLine> clips, int rows) {
    long there = parts.stream().mapToLong(part -> part.file().rows()).sum();
    if (there != rows) {
      faults.add(
          name,
          Kind.FILE,
          "",
          there > rows
              ? "it has %d rows, but %s has %d clips; the rows behind them are not used"
                  .formatted(there, ClipSheet.NAME, rows)
              : "it has %d rows, but %s has %d clips; those behind it lack the modality"
                  .formatted(there, ClipSheet.NAME, rows));
    }
  }

  @Override
  public Optional<byte[]> read(ClipLine clip) {
    Optional<Part> part = part(clip.row()).filter(Part::usable);
    int row = clip.row() - part.map(Part::begin).orElse(0);
    if (part.isEmpty() || row >= part.get().file().whole() || part.get().file().lacks(row)) {
      return Optional.empty();
    }
    String place = "row %d (clip '%s')".formatted(row, clip.id());
    try {
      byte[] stored = part.get().file().read(channel(part.get()), row);
      Optional<byte[]> features = part.get().file().type().features(stored);
      if (features.isEmpty()) {
        faults.add(
            name, part.get().name(), Kind.NOT_FINITE, place, "it has NaN or infinite numbers");
      }
      return features;
    } catch (IOException e) {
      faults.add(name, part.get().name(), Kind.UNREADABLE, place, "it cannot be read: " + e);
      return Optional.empty();
    }
  }

  private Optional<Part> part(int row) {
    Optional<Part> open = current.map(OpenPart::part).filter(part -> part.holds(row));
    return open.isPresent() ? open : parts.stream().filter(part -> part.holds(row)).findFirst();
  }

  private FileChannel channel(Part part) throws IOException {
    if (current.isPresent() && current.get().part().begin() == part.begin()) {
      return current.get().channel();
    }
    close();
    FileChannel channel = FileChannel.open(part.file().path(), StandardOpenOption.READ);
    current = Optional.of(new OpenPart(part, channel));
    return channel;
  }

  @Override
  public void close() {
    Optional<OpenPart> open = current;
    current = Optional.empty();
    try {
      if (open.isPresent()) {
        open.get().channel().close();
      }
    } catch (IOException e) {
      return; // it was only read
    }
  }
}
