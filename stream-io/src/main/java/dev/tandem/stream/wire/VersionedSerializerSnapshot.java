package dev.tandem.stream.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.InstantiationUtil;

/**
 * Remembers a {@link VersionedSerializer} by its class: the versions are in the bytes themselves.
 */
public class VersionedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
  private static final int VERSION = 1;

  /** Where doors were in state of earlier builds. */
  private static final String EARLIER_DOORS = "dev.tandem.trainer.door.";

  private static final String DOORS = "dev.tandem.stream.door.";

  private VersionedSerializer<T> serializer;

  /** For Flink, which reads the rest by {@link #readSnapshot}. */
  public VersionedSerializerSnapshot() {}

  VersionedSerializerSnapshot(VersionedSerializer<T> serializer) {
    this.serializer = serializer;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(serializer.getClass().getName());
  }

  @Override
  @SuppressWarnings("unchecked") // the name was written for a serializer of T
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    String name = in.readUTF().replace(EARLIER_DOORS, DOORS);
    Class<?> type = serializerClass(name, loader);
    serializer = (VersionedSerializer<T>) InstantiationUtil.instantiate(type);
  }

  private static Class<?> serializerClass(String name, ClassLoader loader) throws IOException {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new IOException("there is no serializer %s to read this state with".formatted(name), e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return serializer;
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof VersionedSerializerSnapshot<T> snapshot
            && snapshot.serializer.getClass() == serializer.getClass()
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
