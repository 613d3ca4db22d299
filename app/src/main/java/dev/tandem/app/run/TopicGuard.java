package dev.tandem.app.run;

import dev.tandem.schemas.TopicIdentity;
import dev.tandem.schemas.TopicIdentity.Gone;
import dev.tandem.schemas.TopicShape;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.UnfitTopicsException;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds whether the topics of a command are still there, in a thread of its own:
 * Kafka's clients wait for one that is deleted as for one that is late.
 */
public final class TopicGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicGuard.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final List<String> topics;
  private final Admin admin;
  private final TopicIdentity identity = new TopicIdentity();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Optional<Gone> gone = Optional.empty();

  private TopicGuard(KafkaConnection kafka, List<String> topics) {
    this.kafka = kafka;
    this.topics = topics;
    this.admin = kafka.admin();
  }

  /** Of {@code topics}, which are there. */
  public static TopicGuard watch(KafkaConnection kafka, List<TopicSpec> topics) {
    TopicGuard guard = new TopicGuard(kafka, topics.stream().map(TopicSpec::name).toList());
    Thread thread = new Thread(guard::run, "tandem-topic-guard");
    thread.setDaemon(true);
    thread.start();
    return guard;
  }

  private void run() {
    try {
      while (gone.isEmpty() && !closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      gone = identity.look(TopicShape.look(admin, topics));
    } catch (ExecutionException away) {
      LOG.debug("the topics cannot be looked at", away);
    }
  }

  /** Throws {@link UnfitTopicsException} where one of the topics is gone. */
  public void check() {
    gone.ifPresent(
        topic -> {
          throw new UnfitTopicsException(
              "topic %s %s while this command used it; create it where it is missing, with tandem topics create --bootstrap-server %s, and start this command again"
                  .formatted(topic.topic(), topic.what(), kafka));
        });
  }

  @Override
  public void close() {
    closing.countDown();
    admin.close(Duration.ZERO);
  }
}
