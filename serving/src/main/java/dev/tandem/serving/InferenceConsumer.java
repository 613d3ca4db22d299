package dev.tandem.serving;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.serving.delivery.ServedModel;
import dev.tandem.serving.inference.Answers;
import dev.tandem.serving.inference.Batch;
import dev.tandem.serving.inference.BatchScorer;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.serving.inference.TransactionalOutput;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every clip exactly once, in a thread of its own: a batch is scored by one model version,
 * and its answers and the positions behind it are committed in one transaction. A failed batch is
 * given up and read again. Reads nothing until a model is loaded.
 *
 * <p>Members of one group share the clips; each needs its own {@code serving.instance}.
 */
public final class InferenceConsumer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InferenceConsumer.class);
  private static final Duration RETRY_PAUSE = Duration.ofMillis(200);

  private final LiveModel live;
  private final ClipPartitions clips;
  private final TransactionalOutput output;
  private final BatchScorer scorer;
  private final Optional<Shadow> shadow;
  private final FailureBudget budget;
  private final Clock clock;
  private final Latencies answerSeconds = new Latencies();
  private final Latencies batchSeconds = new Latencies();
  private final StoppableThread thread;
  private boolean uncertain;
  private Optional<ModelKey> answering = Optional.empty();
  private volatile InferenceCounters counters = InferenceCounters.ZERO;
  private volatile Optional<Throwable> failure = Optional.empty();

  private InferenceConsumer(
      LiveModel live,
      ClipPartitions clips,
      TransactionalOutput output,
      BatchScorer scorer,
      Optional<Shadow> shadow,
      FailureBudget budget,
      Clock clock,
      String name) {
    this.live = live;
    this.clips = clips;
    this.output = output;
    this.scorer = scorer;
    this.shadow = shadow;
    this.budget = budget;
    this.clock = clock;
    this.thread = new StoppableThread(name, this::run);
  }

  /**
   * Joins the group and begins to answer.
   *
   * @param live stays the caller's, to be closed after this consumer, as does {@code shadow}
   * @param shadow scores the clips, too, after they were answered
   */
  public static InferenceConsumer start(
      InferenceSettings settings,
      Topics topics,
      KafkaClients clients,
      LiveModel live,
      Optional<LiveModel> shadow,
      Clock clock) {
    ClipPartitions clips = new ClipPartitions(clients.member(settings), settings, System::nanoTime);
    clips.subscribe(topics.clips());
    InferenceConsumer consumer =
        new InferenceConsumer(
            live,
            clips,
            new TransactionalOutput(() -> clients.producer(settings)),
            new BatchScorer(topics, settings.top(), clock),
            shadow.map(model -> new Shadow(model, topics, clock)),
            new FailureBudget(clock),
            clock,
            settings.transactionalId());
    consumer.thread.start();
    return consumer;
  }

  private void run() {
    try (clips;
        output) {
      while (!thread.isStopping()) {
        tryTurn();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.debug("woken up to close");
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
      LOG.error("clips are answered no more: {}", e.toString());
      LOG.debug("where answering ended", e);
    }
  }

  private void tryTurn() {
    try {
      turn();
    } catch (WakeupException | InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("answering failed, trying again: {}", e.toString());
      uncertain = true;
      budget.spend(e);
      thread.pause(RETRY_PAUSE);
    }
  }

  private void turn() {
    output.open();
    if (uncertain) {
      clips.rewind();
      uncertain = false;
    }
    if (live.version().isEmpty()) {
      clips.hold();
    } else {
      answer(clips.next());
    }
    clips.answered();
  }

  private void answer(Batch batch) {
    if (batch.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    try (LiveModel.Lease lease = live.acquire()) {
      Answers answers = scorer.answer(lease.model(), batch.records());
      output.publish(answers, shadow.map(Shadow::waiting).orElse(List.of()), batch, clips.member());
      count(answers, lease.version());
      time(batch, start);
      shadow.ifPresent(other -> compare(other, lease.model(), batch, answers));
    } catch (RuntimeException e) {
      counters = counters.withAborted();
      output.reset();
      throw e;
    }
  }

  private void compare(Shadow other, ServedModel model, Batch batch, Answers answers) {
    if (!other.compare(model, batch, answers)) {
      counters = counters.withShadowFailed();
    }
  }

  private void count(Answers answers, ModelKey version) {
    boolean swapped = answering.isPresent() && !answering.get().equals(version);
    answering = Optional.of(version);
    counters =
        counters.committed(answers.predictions().size(), answers.deadLetters().size(), swapped);
  }

  private void time(Batch batch, long start) {
    batchSeconds.add(Duration.ofNanos(System.nanoTime() - start));
    Instant now = clock.instant();
    for (ConsumerRecord<byte[], byte[]> clip : batch.records()) {
      answerSeconds.add(Duration.between(Instant.ofEpochMilli(clip.timestamp()), now));
    }
  }

  Latencies.Counts answerSeconds() {
    return answerSeconds.counts();
  }

  Latencies.Counts batchSeconds() {
    return batchSeconds.counts();
  }

  /** How many partitions of the clips this member has. */
  int partitions() {
    return clips.partitions();
  }

  /** True once the group has given all partitions to other members. */
  boolean isIdle() {
    return clips.isIdle();
  }

  public InferenceCounters counters() {
    return counters;
  }

  /** Behind the last answered clip of each partition that this member has; grows without clips. */
  public Map<TopicPartition, Long> positions() {
    return clips.positions();
  }

  /**
   * True once everything before {@code endOffsets} is answered by this member.
   *
   * @param endOffsets of the clips topic's partitions, as a read-committed consumer gets them
   */
  public boolean caughtUp(Map<TopicPartition, Long> endOffsets) {
    Map<TopicPartition, Long> positions = positions();
    return endOffsets.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  /** Why answering ended, if it did by an error. */
  public Optional<Throwable> failure() {
    return failure;
  }

  /** Finishes the batch under way, leaves the group and ends the thread. */
  @Override
  public void close() {
    thread.stop(clips::wakeup);
  }
}
