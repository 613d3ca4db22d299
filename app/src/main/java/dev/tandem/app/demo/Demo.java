package dev.tandem.app.demo;

import dev.tandem.app.report.Report;
import dev.tandem.app.report.ReportBuilder;
import dev.tandem.app.report.RunFacts;
import dev.tandem.app.report.RunHistory;
import dev.tandem.app.report.TopicCounts;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.app.run.ServingUnit;
import dev.tandem.app.run.StartTime;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.teach.TeachDefaults;
import dev.tandem.app.view.LiveView;
import dev.tandem.app.view.ViewFrame;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.trainer.settings.JoinSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One run of the whole system in this process. */
final class Demo {
  /** How long the jobs may take to stop after Ctrl-C. */
  private static final Duration HURRY = Duration.ofSeconds(8);

  /**
   * What came of it.
   *
   * @param versionsBefore newest version of earlier runs on the same topics, or 0
   * @param published what the feed published, where it came to its end
   */
  record Result(Report report, int versionsBefore, Optional<PublishedReport> published) {}

  private final DemoPlan plan;
  private final Settings settings;
  private final RunFacts facts;
  private final LiveView view;
  private final Progress progress;
  private final List<Runnable> checks = new CopyOnWriteArrayList<>();
  private final RunHistory history;
  private int versionsBefore;
  private volatile Optional<Frames> frames = Optional.empty();

  Demo(DemoPlan plan, Settings settings, RunFacts facts, LiveView view, Interruption interruption) {
    this.plan = plan;
    this.settings = settings;
    this.facts = facts;
    this.view = view;
    this.history = new RunHistory(settings.model());
    this.progress =
        new Progress(
            plan.deadline(), interruption, () -> checks.forEach(Runnable::run), System::nanoTime);
  }

  /** Whether everything runs; before that, an interruption makes any part of it fail. */
  boolean hasStarted() {
    return frames.isPresent();
  }

  /** Runs until the feed ends or the user interrupts. */
  Result run(Feed feed, RunDirectory directory) {
    try (DemoBoard board = DemoBoard.start(plan, settings, view)) {
      ViewPump pump = ViewPump.start(view, this::frame);
      try {
        return start(feed, directory, board);
      } finally {
        pump.close();
      }
    }
  }

  private Result start(Feed feed, RunDirectory directory, DemoBoard board) {
    try (DemoServices platform = DemoServices.start(plan, settings, directory)) {
      EmbeddedKafka broker = platform.kafka(progress);
      checks.add(broker::check);
      KafkaConnection kafka = broker.connection();
      progress.enter(Stage.TOPICS);
      RunTopics topics = new RunTopics(kafka, settings, feed.describe());
      topics.create();
      ResumePoints points = directory.resumePoints();
      directory.settle();
      try (RunTail tail = RunTail.start(kafka, settings.topics(), history);
          FeedRunner source = startFeed(feed, topics, points, board)) {
        checks.add(tail::check);
        board.follow(kafka);
        versionsBefore = history.newestVersion().map(ModelManifest::getVersion).orElse(0);
        Result result = run(platform, new Started(topics, points, source));
        board.keep(result.report());
        return result;
      } finally {
        board.rest();
      }
    }
  }

  private record Started(RunTopics topics, ResumePoints points, FeedRunner source) {
    KafkaConnection kafka() {
      return topics.kafka();
    }
  }

  private FeedRunner startFeed(Feed feed, RunTopics topics, ResumePoints points, DemoBoard board) {
    points
        .abandonedStream()
        .ifPresent(old -> topics.logEnd().ifPresent(end -> topics.endStream(old, end.newest())));
    String stream = plan.feed().type().word() + "-" + (points.runs() + 1);
    PublisherSettings publishing = publishing(stream, feed.describe(), topics, points);
    if (plan.board().teach()) {
      publishing = publishing.withHeartbeat(TeachDefaults.HEARTBEAT);
    }
    topics.requireKept(publishing);
    points.began(stream);
    board.teach(feed, stream, topics.kafka());
    return FeedRunner.start(feed, plan.feed().rate(), publishing, topics.kafka(), settings.model());
  }

  private PublisherSettings publishing(
      String stream, FeedDescription feed, RunTopics topics, ResumePoints points) {
    Optional<Instant> earliest =
        StartTime.earliest(topics.logEnd(), JoinSettings.of(settings.trainer()));
    Instant begin = StartTime.of(plan.start(), plan.feed().rate(), earliest, Instant.now());
    long firstClip = plan.feed().type().isSeekable() ? points.clips() : 0;
    return PublisherSettings.of(stream, begin.minus(feed.placement().begin(firstClip)))
        .withFirstClip(firstClip)
        .withTopics(settings.topics())
        .withLabelDelay(plan.feed().labelDelay())
        .withMaxClips(plan.clips().orElse(Long.MAX_VALUE));
  }

  private Result run(DemoServices platform, Started started) {
    JobStarter starter =
        new JobStarter(platform.flink(progress), started.kafka(), settings, plan.parallelism());
    view.say("Flink's web UI is at " + platform.flink(progress).webAddress());
    progress.enter(Stage.JOBS);
    Jobs jobs = Jobs.start(starter, started.points());
    try (ServingUnit serving = ServingUnit.start(settings, started.kafka())) {
      checks.addAll(List.of(jobs::check, serving::check));
      frames = Optional.of(new Frames(facts.startedAt(), history, started.source(), serving));
      return finish(started, jobs, serving);
    }
  }

  private Result finish(Started started, Jobs jobs, ServingUnit serving) {
    long answeredBefore = started.points().runs() > 1 ? started.topics().predictions() : 0;
    Ending ending = new Ending(progress, started.topics(), history, serving, answeredBefore);
    boolean ended =
        awaitFeed(ending, started)
            && ending.awaitTrained(started.source())
            && ending.awaitAnswered();
    progress.enter(Stage.STOPPING);
    if (ended) {
      jobs.stop(plan.deadline());
      ended = ending.awaitLive();
    } else {
      interrupt(started, jobs);
    }
    started.source().report().ifPresent(published -> started.points().feedEnded(published.clips()));
    progress.enter(Stage.REPORT);
    TopicCounts counts =
        ended
            ? started.topics().count()
            : new TopicCounts(started.source().clips(), 0, serving.predictions(), true);
    Report report =
        new ReportBuilder(facts, history, started.topics().steps(), counts, serving.fates())
            .build(ended, Instant.now(), started.source().leftOut());
    return new Result(report, versionsBefore, started.source().report());
  }

  private boolean awaitFeed(Ending ending, Started started) {
    return plan.board().teach()
        ? ending.awaitPeople(started.source())
        : ending.awaitFeed(started.source());
  }

  /** In a hurry: a savepoint only where it is of use later. */
  private void interrupt(Started started, Jobs jobs) {
    started.source().end();
    if (plan.keep().isPresent()) {
      jobs.stop(HURRY);
    }
  }

  private ViewFrame frame(Instant now) {
    return frames
        .map(known -> known.at(now, progress.doing()))
        .orElseGet(
            () -> ViewFrame.starting(progress.doing(), Duration.between(facts.startedAt(), now)));
  }
}
