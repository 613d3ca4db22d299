package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.MarkKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;

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
  private final List<PartitionInfo> partitions;

  /** How many members are how far. */
  private final SortedMap<Instant, Integer> members = new TreeMap<>();

  private MarkWriter marks;
  private Instant marked = Instant.MIN;
  private Instant latestEnd = Instant.MIN;
  private boolean speaking;

  private Gateway(
      String name,
      Duration heartbeat,
      Producer<String, byte[]> producer,
      List<PartitionInfo> partitions) {
    this.name = name;
    this.heartbeat = heartbeat;
    this.producer = producer;
    this.partitions = partitions;
    this.marks = writer();
  }

  /**
   * Takes over {@code producer}. Throws {@link dev.tandem.ingest.clip.FeedException} if Kafka does
   * not name the topics' partitions.
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
    List<PartitionInfo> partitions =
        new RecordSender(name, producer, new PublishCounts()).partitions(written);
    return new Gateway(name, heartbeat, producer, partitions);
  }

  private MarkWriter writer() {
    return new MarkWriter(name, new RecordSender(name, producer, new PublishCounts()), partitions);
  }

  Producer<String, byte[]> producer() {
    return producer;
  }

  /** What a stream's run says goes into the gateway's marks. */
  StreamMarks join() {
    return new Member();
  }

  /** The same, which holds the others back to its {@code begin} from now on. */
  StreamMarks join(Instant begin) {
    Member member = new Member();
    member.mark(MarkKind.START, begin);
    return member;
  }

  /** How far the slowest of its streams is; empty where it has none. */
  synchronized Optional<Instant> slowest() {
    return members.isEmpty() ? Optional.empty() : Optional.of(members.firstKey());
  }

  /** Where none of its streams is left, says that nothing comes until one joins. */
  public synchronized void rest() {
    if (members.isEmpty() && speaking) {
      speaking = false;
      say(MarkKind.END, latestEnd.isAfter(marked) ? latestEnd : marked);
    }
  }

  private synchronized void move(Instant from, Instant to) {
    boolean first = members.isEmpty();
    leave(from);
    members.merge(to, 1, Integer::sum);
    if (first) {
      marked = to;
      speaking = true;
      say(MarkKind.START, to);
    } else {
      markIfDue();
    }
  }

  /** What Kafka refused of one stream's marks is no reason to refuse the next one's. */
  private void say(MarkKind kind, Instant time) {
    try {
      marks.mark(kind, time);
    } catch (FeedException e) {
      marks = writer();
      throw e;
    }
  }

  private synchronized void end(Instant from, Instant at) {
    leave(from);
    latestEnd = at.isAfter(latestEnd) ? at : latestEnd;
    if (members.isEmpty()) {
      rest();
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
      say(MarkKind.HEARTBEAT, slowest);
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
        Instant from = reached;
        reached = time; // before what may fail: it is what is left then
        move(from, time);
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
