package dev.tandem.app.feeds;

import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.run.PublishedNews;
import dev.tandem.app.run.TopicGuard;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.fleet.FeedStatus;
import dev.tandem.ingest.fleet.Fleet;
import dev.tandem.ingest.fleet.Launch;
import dev.tandem.ingest.publish.FeedProducer;
import dev.tandem.ingest.publish.Gateway;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Publishes the feeds of a file until all have ended, or the user interrupts. */
public final class FleetRun {
  private static final Duration POLL = Duration.ofMillis(200);

  private final FeedsFile file;
  private final Function<FeedPlan, Feed> opener;
  private final Settings settings;
  private final KafkaConnection kafka;
  private final Narrator narrator;
  private final FleetScreen screen;
  private final ClipRecorder recorder;

  /**
   * @param opener of each feed, and of a live one that broke
   * @param recorder keeps what is published; for one feed alone
   */
  public FleetRun(
      FeedsFile file,
      Function<FeedPlan, Feed> opener,
      Settings settings,
      KafkaConnection kafka,
      Narrator narrator,
      ClipRecorder recorder) {
    this.recorder = recorder;
    this.file = file;
    this.opener = opener;
    this.settings = settings;
    this.kafka = kafka;
    this.narrator = narrator;
    this.screen = new FleetScreen(narrator, file.feeds().size() == 1);
  }

  /**
   * Runs to the end.
   *
   * @param resume behind what Kafka has of each feed that is not live
   * @param check of the topics, which throws where they cannot be used
   * @param watched told how all stand, as soon as there is something to watch
   */
  public FleetReport run(
      boolean resume,
      Consumer<List<TopicSpec>> check,
      Consumer<Supplier<List<FeedStatus>>> watched,
      Interruption interruption) {
    int feeds = file.feeds().size();
    narrator.doing(feeds == 1 ? "opening the feed" : "opening %d feeds".formatted(feeds));
    try (Fleet fleet = Fleet.start(file.feeds(), opener, screen)) {
      watched.accept(fleet::status);
      awaitOpened(fleet, interruption);
      if (!interruption.isRequested() && isWorthwhile(fleet)) {
        publish(fleet, resume, check, interruption);
      }
      fleet.end();
      narrator.doing("");
      return FleetReport.of(
          file.gateway(),
          fleet.status().stream()
              .map(status -> FeedResult.of(status, screen.shortfall(status.plan().stream())))
              .toList());
    }
  }

  private static void awaitOpened(Fleet fleet, Interruption interruption) {
    boolean interrupted = false;
    while (!interrupted && !fleet.isReady()) {
      interrupted = interruption.awaitRequest(POLL);
    }
  }

  /** A live feed that cannot be opened now may be later. */
  private boolean isWorthwhile(Fleet fleet) {
    return !fleet.open().isEmpty() || file.feeds().stream().anyMatch(FeedPlan::isLive);
  }

  private void publish(
      Fleet fleet, boolean resume, Consumer<List<TopicSpec>> check, Interruption interruption) {
    narrator.doing("looking how far the topics are");
    Map<FeedPlan, FeedDescription> open = fleet.open();
    List<String> modalities = modalities(open);
    List<TopicSpec> topics = NeededTopics.ingest(settings.topics(), modalities);
    check.accept(topics);
    PublishedNews.tellUnlabelled(unlabelled(open), settings.topics().labels(), narrator);
    FleetSettings how = settings(open, modalities, resume);
    try (Gateway gateway =
            Gateway.open(
                file.gateway(),
                PublisherSettings.Timing.standard().heartbeat(),
                settings.topics(),
                modalities,
                FeedProducer.open(kafka));
        FleetFlow flow = new FleetFlow(file.feeds(), gateway, kafka, settings);
        TopicGuard guard = TopicGuard.watch(kafka, topics)) {
      fleet.launch(new Launch(gateway, modalities, how::of, flow::of, recorder));
      await(fleet, guard, interruption);
      narrator.doing("ending the streams with their marks");
      fleet.end();
      gateway.rest();
    } finally {
      fleet.end();
    }
  }

  private static List<String> unlabelled(Map<FeedPlan, FeedDescription> open) {
    return open.entrySet().stream()
        .filter(feed -> !feed.getValue().isLabelled())
        .map(feed -> feed.getKey().uri().name())
        .toList();
  }

  /** What is opened later is expected to have no others than those that are configured. */
  private List<String> modalities(Map<FeedPlan, FeedDescription> open) {
    SortedSet<String> all = new TreeSet<>();
    open.values().forEach(feed -> all.addAll(feed.modalityNames()));
    if (open.size() < file.feeds().size()) {
      all.addAll(settings.trainer().get(TrainerOptions.MODALITIES));
    }
    return List.copyOf(all);
  }

  private FleetSettings settings(
      Map<FeedPlan, FeedDescription> open, List<String> modalities, boolean resume) {
    FleetSettings fresh =
        FleetSettings.of(file.feeds(), modalities, open.values(), settings, kafka);
    FleetSettings how = resume ? fresh.resumed(open, kafka) : fresh;
    how.firstClips().forEach(screen::publishedBefore);
    how.requireKept(open, kafka);
    return how;
  }

  private void await(Fleet fleet, TopicGuard guard, Interruption interruption) {
    FleetProgress progress = new FleetProgress(narrator.isTerminal(), Clock.systemUTC());
    narrator.doingForLong(() -> progress.text(fleet.status()));
    boolean interrupted = false;
    while (!interrupted && !fleet.isOver()) {
      guard.check();
      interrupted = interruption.awaitRequest(POLL);
    }
  }
}
