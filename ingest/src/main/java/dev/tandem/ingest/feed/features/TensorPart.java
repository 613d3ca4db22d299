package dev.tandem.ingest.feed.features;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.records.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of one modality, to be written as a {@link TensorFile}. */
final class TensorPart {
  private static final int ALIGNMENT = 8;

  private final TensorFormat format;
  private final List<Optional<ByteBuffer>> rows = new ArrayList<>();

  TensorPart(TensorFormat format) {
    this.format = format;
  }

  /** A clip without the modality has a row, too. */
  void add(Optional<FeatureTensor> row) {
    rows.add(row.map(FeatureTensor::payload));
  }

  /** In the file, of every clip: without the modality it has zeros. */
  long rowBytes() {
    return format.bytes();
  }

  void clear() {
    rows.clear();
  }

  /** Replaces {@code file} at once. */
  void write(Path file) throws IOException {
    Path growing = file.resolveSibling("." + file.getFileName() + ".new");
    try (FileChannel out =
        FileChannel.open(
            growing,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(out, header());
      ByteBuffer absent = ByteBuffer.allocate(format.bytes()).asReadOnlyBuffer();
      for (Optional<ByteBuffer> row : rows) {
        write(out, row.orElse(absent).duplicate());
      }
      if (isPartial()) {
        write(out, present());
      }
      out.force(false);
    }
    Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private boolean isPartial() {
    return rows.stream().anyMatch(Optional::isEmpty);
  }

  private ByteBuffer present() {
    ByteBuffer present = ByteBuffer.allocate(rows.size());
    rows.forEach(row -> present.put((byte) (row.isPresent() ? 1 : 0)));
    return present.flip();
  }

  private ByteBuffer header() {
    JsonObject header = new JsonObject();
    header.add(TensorFile.METADATA, metadata());
    List<Integer> shape = new ArrayList<>(List.of(rows.size()));
    shape.addAll(format.shape());
    long end = (long) rows.size() * format.bytes();
    StoredType type = format.elementType() == ElementType.UINT8 ? StoredType.U8 : StoredType.F32;
    header.add(TensorFile.FEATURES, tensor(type, shape, 0, end));
    if (isPartial()) {
      header.add(
          TensorFile.PRESENT, tensor(StoredType.U8, List.of(rows.size()), end, end + rows.size()));
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = json.length + Math.floorMod(-json.length, ALIGNMENT);
    ByteBuffer bytes =
        ByteBuffer.allocate(TensorFile.LENGTH_BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.flip();
  }

  /** As the format has it: text by text. */
  private JsonObject metadata() {
    JsonObject metadata = new JsonObject();
    metadata.addProperty("extractor", format.extractor().getName());
    metadata.addProperty("version", format.extractor().getVersion());
    metadata.addProperty("scale", Float.toString(format.scaling().scale()));
    metadata.addProperty("offset", Float.toString(format.scaling().offset()));
    return metadata;
  }

  private static JsonObject tensor(StoredType type, List<Integer> shape, long from, long to) {
    JsonObject tensor = new JsonObject();
    tensor.addProperty("dtype", type.name());
    JsonArray sizes = new JsonArray();
    shape.forEach(sizes::add);
    tensor.add("shape", sizes);
    JsonArray offsets = new JsonArray();
    offsets.add(from);
    offsets.add(to);
    tensor.add("data_offsets", offsets);
    return tensor;
  }
}
