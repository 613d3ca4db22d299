package dev.tandem.cluster;

import org.apache.flink.util.SerializedThrowable;

/** What is behind an exception that Flink or a future has wrapped. */
public final class Causes {
  private Causes() {}

  /** The innermost cause. */
  public static Throwable root(Throwable error) {
    Throwable current = unpack(error);
    while (current.getCause() != null && current.getCause() != current) {
      current = unpack(current.getCause());
    }
    return current;
  }

  private static Throwable unpack(Throwable error) {
    return error instanceof SerializedThrowable packed
        ? packed.deserializeError(Causes.class.getClassLoader())
        : error;
  }
}
