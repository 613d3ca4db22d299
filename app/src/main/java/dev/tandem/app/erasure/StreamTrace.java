package dev.tandem.app.erasure;

import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Everything that some topics hold of a stream. */
public final class StreamTrace {
  private final CommittedLog log;
  private final StreamRecords records;
  private final Map<TopicPartition, PartitionTrace> traces = new HashMap<>();
  private final Map<TopicPartition, Span> read = new HashMap<>();

  private StreamTrace(CommittedLog log, StreamRecords records) {
    this.log = log;
    this.records = records;
  }

  /**
   * Reads all of {@code topics}, which exist, one after the other.
   *
   * @param reading is told which is being read
   */
  public static StreamTrace read(
      CommittedLog log, StreamRecords records, List<String> topics, Consumer<String> reading) {
    StreamTrace trace = new StreamTrace(log, records);
    for (String topic : topics) {
      reading.accept(topic);
      trace.read(log.whole(topic));
    }
    return trace;
  }

  private void read(Map<TopicPartition, Span> whole) {
    whole.forEach((partition, span) -> traces.put(partition, new PartitionTrace(partition, span)));
    read.putAll(whole);
    log.read(
        whole,
        record ->
            traces
                .get(new TopicPartition(record.topic(), record.partition()))
                .offer(records.isOf(record), record.offset(), record.timestamp()));
  }

  /** Whether anything of the stream has come since. */
  public boolean goesOn() {
    return log.first(log.after(read), records::isOf).isPresent();
  }

  /** Those that hold something of it, by topic and partition. */
  public List<PartitionTrace> found() {
    List<PartitionTrace> found = new ArrayList<>();
    traces.values().stream()
        .filter(trace -> trace.records() > 0)
        .sorted(
            Comparator.comparing((PartitionTrace trace) -> trace.partition().topic())
                .thenComparing(trace -> trace.partition().partition()))
        .forEach(found::add);
    return found;
  }
}
