package dev.tandem.stream.metrics;

import dev.tandem.schemas.DeadLetterFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * One thing per stream, for the first {@value #LIMIT} of them; the rest share {@value #OTHER}: who
 * writes to a topic names the streams, and every name costs memory in each reporter. Nothing is
 * looked up while the stream stays the same.
 */
public final class PerStream<T> {
  public static final int LIMIT = 32;

  /** Of a stream's name; longer ones are others, too. */
  static final int LONGEST = 200;

  public static final String OTHER = "other";

  /** Stands for the stream of what cannot be read, as in its dead letter. */
  public static final String UNKNOWN = DeadLetterFormat.UNKNOWN_STREAM;

  private final Function<String, T> maker;
  private final Map<String, T> made = new HashMap<>();
  private String lastStream;
  private T last;

  public PerStream(Function<String, T> maker) {
    this.maker = maker;
  }

  public T of(String stream) {
    if (!stream.equals(lastStream)) {
      last = find(stream);
      lastStream = stream;
    }
    return last;
  }

  private T find(String stream) {
    T known = made.get(stream);
    return known == null ? made.computeIfAbsent(isNamed(stream) ? stream : OTHER, maker) : known;
  }

  private boolean isNamed(String stream) {
    return made.size() < LIMIT && stream.length() <= LONGEST;
  }
}
