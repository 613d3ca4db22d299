package dev.tandem.ingest.clip;

import java.util.stream.Stream;

/**
 * What went wrong while a feed was captured, so far.
 *
 * @param reopened how often a source was opened again
 * @param stalls how often a source said nothing for too long
 * @param decodeErrors packets that a decoder refused
 * @param damaged pictures and pieces of sound of damaged data, which were not used
 */
public record CaptureCounts(long reopened, long stalls, long decodeErrors, long damaged) {
  public static final CaptureCounts NONE = new CaptureCounts(0, 0, 0, 0);

  /** Of both together. */
  public CaptureCounts plus(CaptureCounts other) {
    return new CaptureCounts(
        reopened + other.reopened,
        stalls + other.stalls,
        decodeErrors + other.decodeErrors,
        damaged + other.damaged);
  }

  /** Of {@code feed} since it was opened. From any thread. */
  public static CaptureCounts of(Feed feed) {
    return Stream.concat(
            feed.reports().stream().map(item -> of(0, 0, item.faults())),
            feed.sources().stream()
                .map(source -> of(source.reconnects(), source.stalls(), source.faults())))
        .reduce(NONE, CaptureCounts::plus);
  }

  private static CaptureCounts of(long reopened, long stalls, ItemReport.Faults faults) {
    return new CaptureCounts(reopened, stalls, faults.decodeErrors(), faults.damaged());
  }
}
