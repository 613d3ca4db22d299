package dev.tandem.monitoring.feed;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the board begins to read, and how far it may fall behind: versions and words whole, the
 * training of some time, of everything else the end.
 */
record Starts(Topics topics) {
  /** Records of a partition that are read of what was there before, and after one fell behind. */
  private long tail(String topic) {
    if (topic.equals(topics.labels())) {
      return 100_000;
    }
    return topic.equals(topics.predictions()) ? 10_000 : 500;
  }

  /** Those that are followed. */
  List<String> followed() {
    return List.of(
        topics.training(),
        topics.models(),
        topics.control(),
        topics.labels(),
        topics.predictions(),
        topics.deadLetters());
  }

  /** What to read of all of them by now; {@code since} is of training. */
  Map<TopicPartition, Span> spans(CommittedLog log, Instant since) {
    Map<TopicPartition, Span> spans = new HashMap<>();
    for (String topic : followed()) {
      if (topic.equals(topics.training())) {
        spans.putAll(log.since(since, log.partitions(topic)));
      } else if (isWhole(topic)) {
        spans.putAll(log.whole(topic));
      } else {
        log.whole(topic).forEach((partition, span) -> spans.put(partition, end(topic, span)));
      }
    }
    return spans;
  }

  private Span end(String topic, Span whole) {
    return new Span(Math.max(whole.from(), whole.to() - tail(topic)), whole.to());
  }

  private boolean isWhole(String topic) {
    return topic.equals(topics.models()) || topic.equals(topics.control());
  }

  /**
   * How many records to pass over where there are too many to be looked at, so that the board is of
   * the present; 0 where there are not.
   */
  long excess(String topic, long behind) {
    boolean all = isWhole(topic) || topic.equals(topics.training());
    return all || behind <= 5 * tail(topic) ? 0 : behind - tail(topic);
  }
}
