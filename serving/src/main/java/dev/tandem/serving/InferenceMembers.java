package dev.tandem.serving;

import dev.tandem.schemas.Topics;
import dev.tandem.serving.inference.InferenceSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** The inference consumers of one process: as many members of the group as it has threads. */
public final class InferenceMembers implements AutoCloseable {
  private final List<InferenceConsumer> members;

  private InferenceMembers(List<InferenceConsumer> members) {
    this.members = members;
  }

  /**
   * Starts them.
   *
   * @param live stays the caller's, to be closed after them, as does {@code shadow}
   */
  public static InferenceMembers start(
      int threads,
      InferenceSettings settings,
      Topics topics,
      KafkaClients clients,
      LiveModel live,
      Optional<LiveModel> shadow,
      Clock clock) {
    InferenceMembers all = new InferenceMembers(new ArrayList<>());
    try {
      for (int number = 1; number <= threads; number++) {
        all.members.add(
            InferenceConsumer.start(settings.member(number), topics, clients, live, shadow, clock));
      }
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  /** Of all members together. */
  public InferenceCounters counters() {
    return members.stream()
        .map(InferenceConsumer::counters)
        .reduce(InferenceCounters.ZERO, InferenceCounters::plus);
  }

  /** From the end of clips to their committed answers. */
  Latencies.Counts answerSeconds() {
    return sum(InferenceConsumer::answerSeconds);
  }

  /** From gathered batches to their committed answers. */
  Latencies.Counts batchSeconds() {
    return sum(InferenceConsumer::batchSeconds);
  }

  private Latencies.Counts sum(Function<InferenceConsumer, Latencies.Counts> counts) {
    return members.stream().map(counts).reduce(new Latencies().counts(), Latencies.Counts::plus);
  }

  /** How many partitions of the clips they have together. */
  public int partitions() {
    return members.stream().mapToInt(InferenceConsumer::partitions).sum();
  }

  /** True where other members of the group have all clips. */
  public boolean isIdle() {
    return members.stream().allMatch(InferenceConsumer::isIdle);
  }

  /** As {@link InferenceConsumer#caughtUp}, by any of the members. */
  public boolean caughtUp(Map<TopicPartition, Long> endOffsets) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    members.forEach(
        member -> member.positions().forEach((at, next) -> positions.merge(at, next, Math::max)));
    return endOffsets.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Why one of the members answers no more, if one does by an error. */
  public Optional<Throwable> failure() {
    return members.stream().flatMap(member -> member.failure().stream()).findFirst();
  }

  @Override
  public void close() {
    members.forEach(InferenceConsumer::close);
  }
}
