package dev.tandem.app.demo;

import dev.tandem.app.report.Report;
import dev.tandem.app.report.ReportCheck;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.report.ReportSummary;
import dev.tandem.app.report.RunFacts;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.FixedSettings;
import dev.tandem.app.run.HeapCheck;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.teach.TeachDefaults;
import dev.tandem.app.view.LiveView;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.posted.PostedFeed;
import dev.tandem.serving.ServingSettings;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a plan, runs it, and says and writes what came of it. */
public final class DemoSession {
  private static final Logger LOG = LoggerFactory.getLogger(DemoSession.class);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DemoPlan plan;
  private final LiveView view;
  private final Interruption interruption;
  private boolean leftOut;

  /**
   * @param interruption the caller says when it has finished
   */
  public DemoSession(DemoPlan plan, LiveView view, Interruption interruption) {
    this.plan = plan;
    this.view = view;
    this.interruption = interruption;
  }

  /**
   * Returns when the run has ended; throws when it cannot start or has failed, saying why.
   *
   * @return one sentence for each thing that should hold of the report and does not
   */
  public List<String> run() throws IOException {
    try (RunDirectory directory = RunDirectory.open(plan.keep());
        Feed feed = open(directory.resumePoints())) {
      Preflight.check(plan, feed.describe(), directory);
      Settings settings = settings(feed);
      TrainerSettings trainer = TrainerSettings.of(settings.trainer());
      HeapCheck.requireToServeToo(settings, Runtime.getRuntime().maxMemory());
      FixedSettings.require(directory.settings(), settings);
      ServingSettings.of(settings.serving());
      RunFacts facts =
          new RunFacts(
              plan.feed().toString(),
              trainer.learner().policy(),
              plan.seed(),
              trainer.join().labelSpace().names(),
              startOfProcess());
      interruption.listen(PATIENCE);
      return run(new Demo(plan, settings, facts, view, interruption), feed, directory);
    }
  }

  private Settings settings(Feed feed) {
    Map<String, String> defaults = new TreeMap<>(FeedDefaults.of(feed.describe()));
    if (plan.board().teach()) {
      defaults.putAll(TeachDefaults.settings());
    }
    return plan.settings().withDefaults(defaults);
  }

  private List<String> run(Demo demo, Feed feed, RunDirectory directory) throws IOException {
    try {
      return conclude(demo.run(feed, directory));
    } catch (RuntimeException e) {
      if (interruption.isRequested() && !demo.hasStarted()) {
        LOG.info("interrupted while starting", e);
        view.say("interrupted while starting");
        return List.of();
      }
      throw e;
    }
  }

  /** A seeded feed goes on where it was; media files are played again, in another order. */
  private Feed open(ResumePoints points) {
    if (plan.board().teach()) {
      return new PostedFeed(plan.feed(), TeachDefaults.NOTHING_YET, InstantSource.system());
    }
    boolean seekable = plan.feed().type().isSeekable();
    return Feeds.open(plan.feed(), seekable ? plan.seed() : plan.seed() + points.runs());
  }

  private static Instant startOfProcess() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  /** Whether something of the feed gave no clip; the log says what. */
  public boolean hasLeftOut() {
    return leftOut;
  }

  private List<String> conclude(Demo.Result result) throws IOException {
    Report report = result.report();
    leftOut = !report.leftOut().isEmpty();
    ReportSummary.lines(report).forEach(view::say);
    if (plan.report().isPresent()) {
      ReportFile.write(report, plan.report().get());
    }
    return report.run().ended() ? violations(result) : List.of();
  }

  private List<String> violations(Demo.Result result) {
    List<String> violations =
        new ArrayList<>(ReportCheck.violations(result.report(), result.versionsBefore()));
    result
        .published()
        .flatMap(published -> FeedRunner.shortfall(plan.feed(), published, plan.clips()))
        .ifPresent(violations::add);
    return violations;
  }
}
