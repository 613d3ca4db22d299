package dev.tandem.stream.door;

import dev.tandem.schemas.TopicShape;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.stream.metrics.Metrics;
import dev.tandem.stream.metrics.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's enumerator, which finds partitions once, at each start; beside it, a look at the topics
 * every few seconds, so that partitions that are added are told and a topic that is deleted, of
 * those that the job reads or writes, ends it. Runs in the JobManager.
 */
final class WatchingEnumerator extends ForwardingEnumerator {
  private static final Logger LOG = LoggerFactory.getLogger(WatchingEnumerator.class);
  private static final long LOOK_MILLIS = 5_000;

  private final SplitEnumeratorContext<KafkaPartitionSplit> context;
  private final SourceTopics topics;
  private final Admin admin;
  private final TopicWatch watch;
  private final Map<String, Reading> unread = new TreeMap<>();

  WatchingEnumerator(
      SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> kafka,
      SplitEnumeratorContext<KafkaPartitionSplit> context,
      SourceTopics topics) {
    super(kafka);
    this.context = context;
    this.topics = topics;
    this.watch = new TopicWatch(topics.topics());
    this.admin = topics.admin();
  }

  @Override
  public void start() {
    Metrics metrics = new Metrics(context.metricGroup());
    for (String topic : topics.topics()) {
      unread.put(topic, metrics.reading(JobMetric.UNREAD_PARTITIONS, topic));
    }
    super.start();
    context.callAsync(() -> topics.look(admin), this::take, 0, LOOK_MILLIS);
  }

  /** What it throws fails the job. */
  private void take(Map<String, TopicShape> shapes, Throwable error) {
    if (error != null) {
      LOG.debug("the topics cannot be looked at", error);
      return;
    }
    List<String> messages = watch.look(shapes, System.currentTimeMillis());
    messages.forEach(LOG::warn);
    unread.forEach((topic, reading) -> reading.set(watch.unread(topic)));
  }

  @Override
  public void close() throws IOException {
    admin.close(Duration.ZERO);
    super.close();
  }
}
