package dev.tandem.schemas.log;

/**
 * Offsets of one partition.
 *
 * @param from the first
 * @param to behind the last
 */
public record Span(long from, long to) {
  public boolean isEmpty() {
    return from >= to;
  }

  public long length() {
    return to - from;
  }
}
