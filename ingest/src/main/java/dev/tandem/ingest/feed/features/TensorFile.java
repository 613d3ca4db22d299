package dev.tandem.ingest.feed.features;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.records.Extractor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One safetensors file of rows: a tensor {@code features} of shape (rows, …), or the only one that
 * there is, and perhaps {@code present} of shape (rows), 0 where a clip lacks the modality. Only
 * its header is kept; a row is read when it is asked for.
 *
 * @param format of a row
 * @param rows by the header
 * @param whole rows that the file really has
 * @param begin of the first row in the file
 * @param present for each row; empty for all
 */
record TensorFile(
    Path path,
    StoredType type,
    TensorFormat format,
    int rows,
    int whole,
    long begin,
    Optional<byte[]> present) {
  static final String FEATURES = "features";
  static final String PRESENT = "present";
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  private static final int MAX_HEADER_BYTES = 16 << 20;

  /** A record of Kafka has to hold a row. */
  private static final int MAX_ROW_BYTES = 15 << 20;

  /** Throws {@link UnusableException} for what holds no features, saying why. */
  static TensorFile open(Path path) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      byte[] length = read(file, 0, LENGTH_BYTES);
      long bytes =
          length.length < LENGTH_BYTES
              ? -1
              : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (bytes < 2 || bytes > MAX_HEADER_BYTES || bytes > file.size() - LENGTH_BYTES) {
        throw new UnusableException(
            "it is no safetensors file: of its %d bytes, %d would be the header"
                .formatted(file.size(), bytes));
      }
      String json = new String(read(file, LENGTH_BYTES, (int) bytes), StandardCharsets.UTF_8);
      JsonObject header = JsonParser.parseString(json).getAsJsonObject();
      return open(path, file, header, LENGTH_BYTES + bytes);
    } catch (IOException e) {
      throw new UnusableException("it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | ArithmeticException e) {
      throw new UnusableException("its header cannot be read: " + e.getMessage());
    }
  }

  private static TensorFile open(Path path, FileChannel file, JsonObject header, long data)
      throws IOException {
    JsonObject features = features(header);
    String dtype = field(features, "dtype").getAsString();
    StoredType type =
        StoredType.of(dtype)
            .orElseThrow(
                () ->
                    new UnusableException(
                        "its features are %s; must be one of %s"
                            .formatted(dtype, StoredType.names())));
    List<Integer> shape = shape(features);
    int rows = shape.get(0);
    List<Integer> each = shape.size() == 1 ? List.of(1) : shape.subList(1, shape.size());
    TensorFormat format = format(header, type, each);
    long rowBytes = (long) format.elements() * type.bytes();
    if (rowBytes < 1 || rowBytes > MAX_ROW_BYTES || format.bytes() > MAX_ROW_BYTES) {
      throw new UnusableException(
          "a row of shape %s has %d bytes; must have 1 to %d"
              .formatted(each, rowBytes, MAX_ROW_BYTES));
    }
    long[] span = span(features);
    if (span[1] - span[0] != rows * rowBytes) {
      throw new UnusableException(
          "its features are %d bytes, but %d rows of shape %s are %d"
              .formatted(span[1] - span[0], rows, each, rows * rowBytes));
    }
    long begin = Math.addExact(data, span[0]);
    long there = Math.max(0, Math.min(rows, (file.size() - begin) / rowBytes));
    return new TensorFile(
        path, type, format, rows, (int) there, begin, present(header, file, data, rows));
  }

  private static JsonObject features(JsonObject header) {
    if (header.has(FEATURES)) {
      return field(header, FEATURES).getAsJsonObject();
    }
    List<String> names = new ArrayList<>(header.keySet());
    names.removeAll(List.of(METADATA, PRESENT));
    if (names.size() != 1) {
      throw new UnusableException(
          "it has the tensors %s; must have one called features".formatted(names));
    }
    return field(header, names.get(0)).getAsJsonObject();
  }

  private static Optional<byte[]> present(JsonObject header, FileChannel file, long data, int rows)
      throws IOException {
    if (!header.has(PRESENT)) {
      return Optional.empty();
    }
    JsonObject present = field(header, PRESENT).getAsJsonObject();
    String dtype = field(present, "dtype").getAsString();
    long[] span = span(present);
    boolean bytes = dtype.equals("U8") || dtype.equals("BOOL");
    if (!bytes || !shape(present).equals(List.of(rows)) || span[1] - span[0] != rows) {
      throw new UnusableException(
          "present is %s of shape %s; must be U8 of shape [%d]"
              .formatted(dtype, shape(present), rows));
    }
    byte[] all = read(file, Math.addExact(data, span[0]), rows);
    return all.length < rows ? Optional.empty() : Optional.of(all); // cut off, with its rows
  }

  private static TensorFormat format(JsonObject header, StoredType type, List<Integer> shape) {
    JsonObject metadata =
        header.has(METADATA) ? field(header, METADATA).getAsJsonObject() : new JsonObject();
    float scale = Float.parseFloat(text(metadata, "scale", "1"));
    float offset = Float.parseFloat(text(metadata, "offset", "0"));
    if (!Float.isFinite(scale) || !Float.isFinite(offset)) {
      throw new UnusableException(
          "its scale is %s and its offset %s; must be finite".formatted(scale, offset));
    }
    return new TensorFormat(
        new Extractor(text(metadata, "extractor", "raw"), text(metadata, "version", "1")),
        type.elementType(),
        new TensorFormat.Scaling(scale, offset),
        shape);
  }

  private static String text(JsonObject metadata, String key, String fallback) {
    return metadata.has(key) ? metadata.get(key).getAsString() : fallback;
  }

  private static JsonElement field(JsonObject of, String name) {
    if (!of.has(name)) {
      throw new JsonParseException("a tensor has no %s: %s".formatted(name, of));
    }
    return of.get(name);
  }

  private static List<Integer> shape(JsonObject tensor) {
    List<Integer> shape = new ArrayList<>();
    for (JsonElement size : field(tensor, "shape").getAsJsonArray()) {
      shape.add(Math.toIntExact(size.getAsLong()));
    }
    if (shape.isEmpty() || shape.stream().anyMatch(size -> size < 0)) {
      throw new UnusableException("a shape is %s; must begin with the rows".formatted(shape));
    }
    return shape;
  }

  private static long[] span(JsonObject tensor) {
    JsonArray offsets = field(tensor, "data_offsets").getAsJsonArray();
    if (offsets.size() != 2) {
      throw new JsonParseException("data_offsets is %s; must have two".formatted(offsets));
    }
    long from = offsets.get(0).getAsLong();
    long to = offsets.get(1).getAsLong();
    if (from < 0 || to < from) {
      throw new UnusableException("a tensor lies from byte %d to %d".formatted(from, to));
    }
    return new long[] {from, to};
  }

  /** Whether its features can stand in one column with those of {@code other}. */
  boolean isLike(TensorFile other) {
    return format.equals(other.format);
  }

  boolean lacks(int row) {
    return present.isPresent() && present.get()[row] == 0;
  }

  /** As they are stored; of a row that is there. */
  byte[] read(FileChannel file, int row) throws IOException {
    int bytes = format.elements() * type.bytes();
    byte[] found = read(file, begin + (long) row * bytes, bytes);
    if (found.length < bytes) {
      throw new IOException("the file has become shorter");
    }
    return found;
  }

  /** Less than {@code bytes} at the file's end. */
  private static byte[] read(FileChannel file, long from, int bytes) throws IOException {
    byte[] into = new byte[bytes];
    ByteBuffer buffer = ByteBuffer.wrap(into);
    while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {}
    return buffer.hasRemaining() ? Arrays.copyOf(into, buffer.position()) : into;
  }
}
