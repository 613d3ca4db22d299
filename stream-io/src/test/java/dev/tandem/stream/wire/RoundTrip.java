package dev.tandem.stream.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What a serializer makes of its own bytes. */
public final class RoundTrip {
  private RoundTrip() {}

  /** {@code value}, written and read; every byte that was written is read. */
  public static <T> T of(VersionedSerializer<T> serializer, T value) {
    try {
      DataInputDeserializer in = new DataInputDeserializer(bytes(serializer, value));
      T read = serializer.deserialize(in);
      if (in.available() > 0) {
        throw new IllegalStateException(in.available() + " bytes were not read");
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <T> byte[] bytes(VersionedSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }
}
