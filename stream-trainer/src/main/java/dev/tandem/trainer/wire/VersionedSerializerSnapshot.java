package dev.tandem.trainer.wire;

/** The name by which state of earlier builds knows the one of {@code dev.tandem.stream.wire}. */
public final class VersionedSerializerSnapshot<T>
    extends dev.tandem.stream.wire.VersionedSerializerSnapshot<T> {}
