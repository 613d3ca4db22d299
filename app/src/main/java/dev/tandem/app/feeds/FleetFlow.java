package dev.tandem.app.feeds;

import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.feed.Rate;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.publish.Backlog;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.Gateway;
import dev.tandem.ingest.publish.TrainedBacklog;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Clock;
import java.util.List;

/**
 * How fast each of several feeds goes. Those that wait for training share what may lie before it,
 * and ask together; none but a live one runs away from the slowest.
 */
final class FleetFlow implements AutoCloseable {
  /** Records ahead of training, of all feeds. */
  private static final long AHEAD = 6_000;

  /** Of one feed at least. */
  private static final long LEAST = 60;

  private final Gateway gateway;
  private final Backlog backlog;
  private final long ahead;

  FleetFlow(List<FeedPlan> plans, Gateway gateway, KafkaConnection kafka, Settings settings) {
    boolean asked = plans.stream().anyMatch(plan -> plan.uri().rate() instanceof Rate.Trained);
    this.gateway = gateway;
    this.ahead = Math.max(LEAST, AHEAD / plans.size());
    this.backlog =
        asked
            ? TrainedBacklog.follow(kafka, settings.topics().training(), settings.model())
            : turn -> 0;
  }

  FlowControl of(FeedPlan plan) {
    if (plan.isLive()) {
      return FlowControl.max();
    }
    Clock clock = Clock.systemUTC();
    FlowControl flow =
        plan.uri().rate() instanceof Rate.Trained
            ? FlowControl.trained(Backlog.shared(backlog), ahead, clock)
            : FlowControl.of(plan.uri().rate(), clock, () -> backlog);
    return FlowControl.abreast(gateway, flow);
  }

  @Override
  public void close() {
    backlog.close();
  }
}
