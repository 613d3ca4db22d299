package dev.tandem.schemas;

import java.util.Arrays;

/**
 * What a dead letter looks like: the original key and value, and in its headers why and from where.
 *
 * <p>Whatever came in, its dead letter fits into the topic: a sink that is refused one would fail
 * and come back to it for ever.
 */
public final class DeadLetterFormat {
  /** What is wrong, for people. */
  public static final String REASON = "reason";

  /** Class of what was thrown; empty for a decision of content. */
  public static final String EXCEPTION = "exception";

  /** The feed that it comes from; {@link #UNKNOWN_STREAM} where it cannot be read. */
  public static final String STREAM = "stream";

  /** Stands for the stream of what cannot be read. */
  public static final String UNKNOWN_STREAM = "unknown";

  /** Where the original lies. */
  public static final String TOPIC = "topic";

  public static final String PARTITION = "partition";
  public static final String OFFSET = "offset";

  /** The original's record time, milliseconds since the epoch. */
  public static final String TIMESTAMP = "timestamp";

  /** How many bytes key and value had together; only where not all of them were kept. */
  public static final String CUT_FROM = "cut-from";

  /** Key and value of one dead letter, together; leaves room below the topic's limit. */
  static final int MAX_BYTES = 15 << 20;

  private static final int KEPT_BYTES = 512 << 10;
  private static final int MAX_REASON = 1000;
  private static final int MAX_STREAM = 200;

  private DeadLetterFormat() {}

  /** {@code reason}, which may quote what came in, at a length that people read. */
  public static String reason(String reason) {
    return reason.length() <= MAX_REASON ? reason : reason.substring(0, MAX_REASON) + "…";
  }

  /** The name of a stream, at a length that fits a list. */
  public static String stream(String stream) {
    return stream.length() <= MAX_STREAM ? stream : stream.substring(0, MAX_STREAM) + "…";
  }

  /** Whether key and value are too long to be kept; {@code value} may be null. */
  public static boolean exceeds(byte[] key, byte[] value) {
    return length(key, value) > MAX_BYTES;
  }

  /** Bytes of key and value; either may be null. */
  public static long length(byte[] key, byte[] value) {
    return (key == null ? 0L : key.length) + (value == null ? 0L : value.length);
  }

  /** The beginning of a key or value that is not kept whole; null stays null. */
  public static byte[] cut(byte[] bytes) {
    return bytes == null || bytes.length <= KEPT_BYTES ? bytes : Arrays.copyOf(bytes, KEPT_BYTES);
  }
}
