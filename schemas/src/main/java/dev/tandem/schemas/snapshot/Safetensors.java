package dev.tandem.schemas.snapshot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: 8 bytes of header length, a JSON header padded with spaces to 8 bytes,
 * the tensors' bytes back to back. Only float32, and no metadata: the same tensors are always the
 * same bytes. Of files of others, PyTorch's counters of batches are passed over.
 *
 * <p>Format: https://github.com/huggingface/safetensors (README, section Format).
 */
public final class Safetensors {
  private static final int MAX_HEADER_BYTES = 16 << 20;
  private static final String DTYPE = "F32";

  private Safetensors() {}

  /** The tensors as one payload, in the order given. */
  public static byte[] encode(List<NamedTensor> tensors) {
    byte[] header = header(tensors);
    long total = 8L + header.length + tensors.stream().mapToLong(t -> t.data().remaining()).sum();
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(total)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(header.length).put(header);
    tensors.forEach(tensor -> out.put(tensor.data()));
    return out.array();
  }

  private static byte[] header(List<NamedTensor> tensors) {
    JsonObject header = new JsonObject();
    long offset = 0;
    for (NamedTensor tensor : tensors) {
      long end = offset + tensor.data().remaining();
      if (header.has(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
      header.add(tensor.name(), entry(tensor.shape(), offset, end));
      offset = end;
    }
    String json = header.toString();
    int bytes = json.getBytes(StandardCharsets.UTF_8).length;
    return (json + " ".repeat(Math.floorMod(-bytes, 8))).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject entry(List<Integer> shape, long start, long end) {
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", DTYPE);
    JsonArray sizes = new JsonArray();
    shape.forEach(sizes::add);
    entry.add("shape", sizes);
    JsonArray offsets = new JsonArray();
    offsets.add(start);
    offsets.add(end);
    entry.add("data_offsets", offsets);
    return entry;
  }

  /**
   * The tensors of a payload, as views of it, in the order of their bytes; throws {@link
   * SnapshotException} for anything else.
   */
  public static List<NamedTensor> decode(byte[] payload) {
    ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    long length = payload.length < 8 ? -1 : in.getLong();
    if (length < 2 || length > MAX_HEADER_BYTES || length > payload.length - 8L) {
      throw new SnapshotException(
          "header length %d does not fit a payload of %d bytes".formatted(length, payload.length));
    }
    String json = new String(payload, 8, (int) length, StandardCharsets.UTF_8);
    ByteBuffer data = in.position(8 + (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      return tensors(JsonParser.parseString(json).getAsJsonObject(), data);
    } catch (JsonParseException
        | IllegalStateException
        | NumberFormatException
        | UnsupportedOperationException
        | ArithmeticException e) {
      throw new SnapshotException("unreadable header: " + e.getMessage(), e);
    }
  }

  /** A header may name tensors in any order; their bytes lie one behind the other. */
  private static List<NamedTensor> tensors(JsonObject header, ByteBuffer data) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals("__metadata__")) {
        entries.add(Entry.read(entry.getKey(), entry.getValue().getAsJsonObject()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::start).thenComparingLong(Entry::end));
    List<NamedTensor> tensors = new ArrayList<>();
    int expected = 0;
    for (Entry entry : entries) {
      ByteBuffer bytes = entry.bytes(data, expected);
      if (!entry.isCounter()) {
        tensors.add(new NamedTensor(entry.name, entry.shape, bytes));
      }
      expected += bytes.remaining();
    }
    if (expected != data.remaining()) {
      throw new SnapshotException(
          "the tensors cover %d of %d bytes".formatted(expected, data.remaining()));
    }
    return tensors;
  }

  /** What the header says of a tensor: from which byte of the data to which. */
  private record Entry(String name, String dtype, List<Integer> shape, long start, long end) {

    static Entry read(String name, JsonObject entry) {
      String dtype = text(name, entry, "dtype").getAsString();
      if (!dtype.equals(DTYPE) && !isCounter(name, dtype)) {
        throw new SnapshotException("tensor %s is %s; only F32 is read".formatted(name, dtype));
      }
      List<Integer> shape = new ArrayList<>();
      for (JsonElement size : text(name, entry, "shape").getAsJsonArray()) {
        shape.add(size(name, size.getAsLong()));
      }
      JsonArray offsets = text(name, entry, "data_offsets").getAsJsonArray();
      boolean two = offsets.size() == 2;
      return new Entry(
          name,
          dtype,
          shape,
          two ? offsets.get(0).getAsLong() : -1,
          two ? offsets.get(1).getAsLong() : -1);
    }

    /** How many batches PyTorch's statistics are of, which nothing here asks for. */
    private static boolean isCounter(String name, String dtype) {
      return dtype.equals("I64") && name.endsWith(".num_batches_tracked");
    }

    boolean isCounter() {
      return isCounter(name, dtype);
    }

    ByteBuffer bytes(ByteBuffer data, int expected) {
      long elements = NamedTensor.elements(shape);
      int size = isCounter() ? Long.BYTES : Float.BYTES;
      if (start != expected
          || end > data.limit()
          || elements > data.limit()
          || end - start != size * elements) {
        throw new SnapshotException(
            "tensor %s of shape %s claims bytes %d to %d of %d"
                .formatted(name, shape, start, end, data.limit()));
      }
      return data.slice((int) start, (int) (end - start));
    }
  }

  private static JsonElement text(String name, JsonObject entry, String field) {
    JsonElement value = entry.get(field);
    if (value == null) {
      throw new SnapshotException("tensor %s has no %s".formatted(name, field));
    }
    return value;
  }

  private static int size(String name, long size) {
    if (size < 0 || size > Integer.MAX_VALUE) {
      throw new SnapshotException("tensor %s has a dimension of %d".formatted(name, size));
    }
    return (int) size;
  }
}
