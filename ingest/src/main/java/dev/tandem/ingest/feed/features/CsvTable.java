package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.ingest.feed.CsvLine;
import dev.tandem.ingest.feed.features.Faults.Kind;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CSV file of numbers under a head {@code id,…}, in any order. Where each line lies is kept, and
 * a line is read when its clip is.
 */
final class CsvTable implements FeatureTable {
  private final Path path;
  private final CsvLine csv;
  private final Map<String, Place> places;
  private final TensorFormat format;
  private final RandomAccessFile file;
  private final Faults faults;

  /** Of a line: its number from 1, and where its bytes lie. */
  private record Place(int line, long begin, int bytes) {}

  private CsvTable(Path path, CsvLine csv, int width, Map<String, Place> places, Faults faults)
      throws IOException {
    this.path = path;
    this.csv = csv;
    this.places = places;
    this.faults = faults;
    this.format =
        new TensorFormat(
            new Extractor("raw", "1"),
            ElementType.FLOAT32,
            TensorFormat.Scaling.NONE,
            List.of(width));
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  /** Empty where the file has no values of clips. */
  static Optional<CsvTable> open(Path path, Faults faults) {
    String name = path.getFileName().toString();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      Lines lines = new Lines(in);
      String head = CsvLine.withoutMark(lines.next().map(Lines.Line::text).orElse(""));
      CsvLine csv = CsvLine.like(head);
      List<String> columns = csv.cells(head);
      if (!columns.get(0).equalsIgnoreCase(ClipSheet.ID) || columns.size() < 2) {
        throw new UnusableException(
            "line 1 is '%s'; must be id and a name for each value".formatted(shortened(head)));
      }
      return Optional.of(
          new CsvTable(path, csv, columns.size() - 1, places(lines, csv, name, faults), faults));
    } catch (IOException e) {
      faults.add(
          name, Kind.FILE, "", "it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    } catch (UnusableException e) {
      faults.add(name, Kind.FILE, "", e.getMessage());
    }
    return Optional.empty();
  }

  private static Map<String, Place> places(Lines lines, CsvLine csv, String name, Faults faults)
      throws IOException {
    Map<String, Place> places = new LinkedHashMap<>();
    for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      if (!line.get().text().isBlank()) {
        String id = id(line.get().text(), csv);
        Place place = new Place(line.get().number(), line.get().begin(), line.get().bytes());
        Place other = places.putIfAbsent(id, place);
        if (other != null) {
          faults.add(
              name,
              Kind.DUPLICATE,
              "line " + place.line(),
              "its id '%s' is that of line %d; ids must differ".formatted(id, other.line()));
        }
      }
    }
    return places;
  }

  private static String id(String line, CsvLine csv) {
    int end = line.indexOf(csv.separator());
    String first = end < 0 ? line : line.substring(0, end);
    return first.indexOf('"') < 0 ? first.trim() : csv.cells(line).get(0);
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  @Override
  public String fileName() {
    return path.getFileName().toString();
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public void match(List<ClipLine> clips, int rows) {
    Set<String> ids = new HashSet<>();
    clips.forEach(clip -> ids.add(clip.id()));
    places.forEach(
        (id, place) -> {
          if (!ids.contains(id)) {
            faults.add(
                fileName(),
                Kind.UNKNOWN_ID,
                "line " + place.line(),
                "%s has no clip '%s'".formatted(ClipSheet.NAME, id));
          }
        });
  }

  @Override
  public Optional<byte[]> read(ClipLine clip) {
    Place place = places.get(clip.id());
    if (place == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = new byte[place.bytes()];
      file.seek(place.begin());
      file.readFully(bytes);
      return values(csv.cells(new String(bytes, StandardCharsets.UTF_8)), "line " + place.line());
    } catch (IOException e) {
      faults.add(fileName(), Kind.UNREADABLE, "line " + place.line(), "it cannot be read: " + e);
      return Optional.empty();
    }
  }

  private Optional<byte[]> values(List<String> cells, String place) {
    int width = format.elements();
    if (cells.size() != width + 1) {
      faults.add(
          fileName(),
          Kind.WIDTH,
          place,
          "it has %d values; must have %d, as many as the head".formatted(cells.size() - 1, width));
      return Optional.empty();
    }
    ByteBuffer floats = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int column = 1; column <= width; column++) {
      float value = Numbers.parseFloat(cells.get(column));
      if (!Float.isFinite(value)) {
        faults.add(
            fileName(),
            Kind.NOT_FINITE,
            place,
            "cell %d is '%s'; must be a finite number".formatted(column + 1, cells.get(column)));
        return Optional.empty();
      }
      floats.putFloat(value);
    }
    return Optional.of(floats.array());
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      return; // it was only read
    }
  }
}
