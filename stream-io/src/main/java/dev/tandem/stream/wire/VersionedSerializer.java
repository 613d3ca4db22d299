package dev.tandem.stream.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of every serializer of the jobs: one version byte, then the body. An unknown version is
 * refused.
 *
 * <p>All values are immutable, so Flink may hand them on, and keep them in state, without a copy;
 * state is then written outside the task's thread. Subclasses have a public constructor without
 * arguments.
 */
public abstract class VersionedSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1L;

  /** The version that {@link #write} writes. */
  protected abstract int version();

  protected abstract void write(T value, DataOutputView out) throws IOException;

  /** Reads what {@link #write} wrote; {@code version} is one that {@link #reads} accepts. */
  protected abstract T read(int version, DataInputView in) throws IOException;

  /** Whether bytes of that version can be read; older versions than the current one may be. */
  protected boolean reads(int version) {
    return version == version();
  }

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    out.writeByte(version());
    write(value, out);
  }

  @Override
  public final T deserialize(DataInputView in) throws IOException {
    int version = in.readUnsignedByte();
    if (!reads(version)) {
      throw new IOException(
          "%s cannot read version %d, only up to %d; was this state written by a newer Tandem?"
              .formatted(getClass().getName(), version, version()));
    }
    return read(version, in);
  }

  @Override
  public final T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final T createInstance() {
    return null;
  }

  @Override
  public final T copy(T from) {
    return from;
  }

  @Override
  public final T copy(T from, T reuse) {
    return from;
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new VersionedSerializerSnapshot<>(this);
  }
}
