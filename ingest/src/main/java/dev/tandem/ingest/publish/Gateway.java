package dev.tandem.ingest.publish;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.MarkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;

/**
 * Speaks for all streams of a process: one mark in each partition says how far all of them are,
 * which is as far as the slowest is. They share its producer, so that no mark overtakes a record.
 * Thread-safe.
 *
 * <p>A stream that joins behind the last mark is late until it gets there. One that failed holds
 * nobody back: nothing of it follows.
 */
public final class Gateway implements AutoCloseable {
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final Duration heartbeat;
  private final Producer<String, byte[]> producer;
  private final MarkWriter marks;

  /** How many members are how far. */
  private final SortedMap<Instant, Integer> members = new TreeMap<>();

  private Instant marked = Instant.MIN;
  private Instant latestEnd = Instant.MIN;

  private Gateway(
      String name, Duration heartbeat, Producer<String, byte[]> producer, MarkWriter marks) {
    this.name = name;
    this.heartbeat = heartbeat;
    this.producer = producer;
    this.marks = marks;
  }

  /**
   * Takes over {@code producer}. Throws {@link dev.tandem.ingest.FeedException} if Kafka does not
   * name the topics' partitions.
   *
   * @param name as that of a stream, and no stream's or other process's
   * @param heartbeat event time from one mark to the next
   */
  public static Gateway open(
      String name,
      Duration heartbeat,
      Topics topics,
      List<String> modalities,
      Producer<String, byte[]> producer) {
    PublisherSettings.requireStream(name);
    List<String> written = new ArrayList<>();
    modalities.forEach(modality -> written.add(topics.features(modality)));
    written.add(topics.labels());
    RecordSender sender = new RecordSender(name, producer);
    return new Gateway(
        name, heartbeat, producer, new MarkWriter(name, sender, sender.partitions(written)));
  }

  Producer<String, byte[]> producer() {
    return producer;
  }

  /** What a stream's run says goes into the gateway's marks. */
  StreamMarks join() {
    return new Member();
  }

  private synchronized void move(Instant from, Instant to) {
    if (members.isEmpty()) {
      marks.mark(MarkKind.START, to);
      marked = to;
    }
    leave(from);
    members.merge(to, 1, Integer::sum);
    markIfDue();
  }

  private synchronized void end(Instant from, Instant at) {
    leave(from);
    latestEnd = at.isAfter(latestEnd) ? at : latestEnd;
    if (members.isEmpty()) {
      marks.mark(MarkKind.END, latestEnd);
    } else {
      markIfDue();
    }
  }

  private synchronized void fail(Instant from) {
    leave(from);
  }

  private void leave(Instant from) {
    members.computeIfPresent(from, (time, count) -> count == 1 ? null : count - 1);
  }

  private void markIfDue() {
    Instant slowest = members.firstKey();
    if (Duration.between(marked, slowest).compareTo(heartbeat) >= 0) {
      marks.mark(MarkKind.HEARTBEAT, slowest);
      marked = slowest;
    }
  }

  /** Once no run writes any more. */
  @Override
  public void close() {
    producer.close(CLOSE_PATIENCE);
  }

  private final class Member implements StreamMarks {
    private Instant reached = Instant.MIN;
    private boolean ended;

    @Override
    public String gateway() {
      return name;
    }

    @Override
    public void mark(MarkKind kind, Instant time) {
      if (kind == MarkKind.END) {
        ended = true;
        end(reached, time);
      } else {
        move(reached, time);
        reached = time;
      }
    }

    @Override
    public void close() {
      if (!ended) {
        fail(reached);
      }
    }
  }
}
