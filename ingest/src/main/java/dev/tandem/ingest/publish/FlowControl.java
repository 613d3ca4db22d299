package dev.tandem.ingest.publish;

import dev.tandem.ingest.feed.Rate;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;

/** Decides when the next clip may be published. Used by the publisher's thread alone. */
public interface FlowControl extends AutoCloseable {

  /** Zero if the clip may go now; else how long to wait before asking again. */
  Duration pause(Turn turn);

  /** Releases what it asks, such as a connection. */
  @Override
  default void close() {}

  /** Never waits. */
  static FlowControl max() {
    return turn -> Duration.ZERO;
  }

  /** Stays at most {@code ahead} records ahead of a reader; closes {@code backlog} in the end. */
  static FlowControl trained(Backlog backlog, long ahead, Clock clock) {
    return new TrainedFlow(backlog, ahead, clock);
  }

  /** As {@code flow}, and never far ahead of the slowest stream of {@code gateway}. */
  static FlowControl abreast(Gateway gateway, FlowControl flow) {
    return new AbreastFlow(gateway, flow);
  }

  /**
   * The flow control for {@code rate}, none for what is live; at {@link Rate.Trained} at most
   * {@value TrainedFlow#DEFAULT_LIMIT} records ahead.
   *
   * @param backlog is asked for only at {@link Rate.Trained}
   */
  static FlowControl of(Rate rate, Clock clock, Supplier<Backlog> backlog) {
    if (rate instanceof Rate.RealTime realTime) {
      return new RealTimeFlow(realTime.multiple(), clock);
    }
    return rate instanceof Rate.Trained
        ? trained(backlog.get(), TrainedFlow.DEFAULT_LIMIT, clock)
        : max();
  }
}
