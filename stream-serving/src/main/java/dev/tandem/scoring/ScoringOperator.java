package dev.tandem.scoring;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.inference.Answers;
import dev.tandem.serving.inference.BatchScorer;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.sink.OutRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Answers clips in batches, each batch with one version. A batch is whole before a checkpoint, so
 * there is no state: positions are the source's, answers the sink's. Nothing comes before there is
 * a model, see {@link WaitingSource}.
 */
final class ScoringOperator extends AbstractStreamOperator<OutRecord>
    implements OneInputStreamOperator<SourceItem, OutRecord>, BoundedOneInput {
  private static final long serialVersionUID = 1L;

  private final transient ModelSource models;
  private final transient BatchScorer scorer;
  private final transient Clock clock = Clock.systemUTC();
  private final int batchSize;
  private final long windowMillis;

  private final transient List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
  private transient SharedModel model;
  private transient ScheduledFuture<?> waiting;
  private transient Counter answered;
  private transient Counter unscorable;

  ScoringOperator(
      StreamOperatorParameters<OutRecord> parameters,
      Topics topics,
      InferenceSettings settings,
      ModelSource models) {
    super(parameters);
    this.models = models;
    this.scorer = new BatchScorer(topics, settings.top(), clock);
    this.batchSize = settings.batchSize();
    this.windowMillis = settings.batchWindow().toMillis();
  }

  @Override
  public void open() throws Exception {
    super.open();
    Metrics metrics = new Metrics(getMetricGroup());
    answered = metrics.counter(JobMetric.SCORED_CLIPS, "predicted");
    unscorable = metrics.counter(JobMetric.SCORED_CLIPS, "deadLettered");
    model = SharedModel.of(models);
    metrics.gauge(JobMetric.SERVED_VERSION, this::servedVersion);
  }

  @Override
  public void processElement(StreamRecord<SourceItem> element) {
    batch.add(asRead((RawRecord) element.getValue()));
    if (batch.size() >= batchSize) {
      answer();
    } else if (batch.size() == 1) {
      long now = getProcessingTimeService().getCurrentProcessingTime();
      waiting = getProcessingTimeService().registerTimer(now + windowMillis, time -> answer());
    }
  }

  private static ConsumerRecord<byte[], byte[]> asRead(RawRecord raw) {
    return new ConsumerRecord<>(
        raw.origin().topic(),
        raw.origin().partition(),
        raw.origin().offset(),
        raw.origin().timestamp(),
        TimestampType.CREATE_TIME,
        raw.key().length,
        raw.value() == null ? ConsumerRecord.NULL_SIZE : raw.value().length,
        raw.key(),
        raw.value(),
        new RecordHeaders(),
        Optional.empty());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    answer();
  }

  @Override
  public void endInput() {
    answer();
  }

  private void answer() {
    if (batch.isEmpty()) {
      return;
    }
    model.requireHealth();
    try (LiveModel.Lease lease = model.live().acquire()) {
      Answers answers = scorer.answer(lease.model(), batch);
      answers.predictions().forEach(this::emit);
      answers.deadLetters().forEach(this::emit);
      answered.inc(answers.predictions().size());
      unscorable.inc(answers.deadLetters().size());
    }
    batch.clear();
    if (waiting != null) {
      waiting.cancel(false);
      waiting = null;
    }
  }

  private void emit(ProducerRecord<byte[], byte[]> record) {
    TreeMap<String, byte[]> headers = new TreeMap<>();
    record.headers().forEach(header -> headers.put(header.key(), header.value()));
    long time = record.timestamp() == null ? clock.millis() : record.timestamp();
    output.collect(
        new StreamRecord<>(
            new OutRecord(record.topic(), record.key(), record.value(), time, headers)));
  }

  private int servedVersion() {
    return model.live().version().map(ModelKey::version).orElse(0);
  }

  @Override
  public void close() throws Exception {
    if (model != null) {
      model.close();
    }
    super.close();
  }
}
