package dev.tandem.stream.wire;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How the serializers write arrays, text and collections: a length, then the elements. */
public final class Bytes {
  /** Writes or reads one element. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  /** Reads what a {@link Writer} wrote. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private Bytes() {}

  public static void write(byte[] bytes, DataOutput out) throws IOException {
    write(bytes, 0, bytes.length, out);
  }

  public static void write(byte[] bytes, int start, int length, DataOutput out) throws IOException {
    out.writeInt(length);
    out.write(bytes, start, length);
  }

  public static byte[] read(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  /** UTF-8, of any length, unlike {@link DataOutput#writeUTF}. */
  public static void writeText(String text, DataOutput out) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), out);
  }

  public static String readText(DataInput in) throws IOException {
    return new String(read(in), StandardCharsets.UTF_8);
  }

  /** By name: the order of the constants may change. */
  public static void writeEnum(Enum<?> constant, DataOutput out) throws IOException {
    out.writeUTF(constant.name());
  }

  public static <E extends Enum<E>> E readEnum(Class<E> type, DataInput in) throws IOException {
    return Enum.valueOf(type, in.readUTF());
  }

  public static void writeFloats(float[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  public static float[] readFloats(DataInput in) throws IOException {
    float[] values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  public static <T> void writeAll(Collection<T> values, Writer<T> writer, DataOutput out)
      throws IOException {
    out.writeInt(values.size());
    for (T value : values) {
      writer.write(value, out);
    }
  }

  public static <T> List<T> readAll(Reader<T> reader, DataInput in) throws IOException {
    int size = in.readInt();
    List<T> values = new ArrayList<>(Math.min(size, 1024));
    for (int i = 0; i < size; i++) {
      values.add(reader.read(in));
    }
    return values;
  }

  public static <T> void writeOptional(Optional<T> value, Writer<T> writer, DataOutput out)
      throws IOException {
    out.writeBoolean(value.isPresent());
    if (value.isPresent()) {
      writer.write(value.get(), out);
    }
  }

  public static <T> Optional<T> readOptional(Reader<T> reader, DataInput in) throws IOException {
    return in.readBoolean() ? Optional.of(reader.read(in)) : Optional.empty();
  }
}
