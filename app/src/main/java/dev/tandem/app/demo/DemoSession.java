package dev.tandem.app.demo;

import dev.tandem.app.report.Report;
import dev.tandem.app.report.ReportCheck;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.report.ReportSummary;
import dev.tandem.app.report.RunFacts;
import dev.tandem.app.run.FixedSettings;
import dev.tandem.app.run.Interruption;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.LiveView;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.serving.ServingSettings;
import dev.tandem.trainer.job.TrainerSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a plan, runs it, and says and writes what came of it. */
public final class DemoSession {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final DemoPlan plan;
  private final LiveView view;
  private final Interruption interruption = new Interruption();

  public DemoSession(DemoPlan plan, LiveView view) {
    this.plan = plan;
    this.view = view;
  }

  /**
   * Returns when the run has ended; throws when it cannot start or has failed, saying why.
   *
   * @return one sentence for each thing that should hold of the report and does not
   */
  public List<String> run() throws IOException {
    try (RunDirectory directory = RunDirectory.open(plan.keep());
        Feed feed = Feeds.open(plan.feed(), plan.seed() + directory.resumePoints().runs())) {
      Preflight.check(plan, feed.describe(), directory);
      Settings settings = plan.settings().withDefaults(FeedDefaults.of(feed.describe()));
      String policy = TrainerSettings.of(settings.trainer()).learner().policy();
      FixedSettings.require(directory.settings(), settings);
      ServingSettings.of(settings.serving());
      RunFacts facts = new RunFacts(plan.feed().toString(), policy, plan.seed(), startOfProcess());
      interruption.listen(PATIENCE);
      return conclude(new Demo(plan, settings, facts, view, interruption).run(feed, directory));
    } finally {
      interruption.finished();
    }
  }

  private static Instant startOfProcess() {
    return Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
  }

  private List<String> conclude(Demo.Result result) throws IOException {
    Report report = result.report();
    ReportSummary.lines(report).forEach(view::say);
    if (plan.report().isPresent()) {
      ReportFile.write(report, plan.report().get());
    }
    return report.run().ended() ? violations(result) : List.of();
  }

  private List<String> violations(Demo.Result result) {
    List<String> violations =
        new ArrayList<>(ReportCheck.violations(result.report(), result.versionsBefore()));
    result.published().flatMap(this::shortfall).ifPresent(violations::add);
    return violations;
  }

  private Optional<String> shortfall(PublishedReport published) {
    return plan.clips().isPresent() && published.clips() < plan.clips().getAsLong()
        ? Optional.of(
            "the feed %s ended after %d clips; --clips asked for %d. Ask for fewer, or leave --clips out"
                .formatted(plan.feed(), published.clips(), plan.clips().getAsLong()))
        : Optional.empty();
  }
}
