package dev.tandem.app.feeds;

import dev.tandem.app.report.DryRunReport;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.fleet.FeedPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in several feeds that were read and not published. The components' names are the keys of
 * the JSON file.
 *
 * @param feeds what was found, by stream
 * @param failed why the others could not be read, by stream
 */
public record FleetDryRun(Map<String, DryRunReport> feeds, Map<String, String> failed) {

  /** Reads them one after the other, and says what is in each. */
  public static FleetDryRun of(FeedsFile file, Narrator narrator) {
    FleetDryRun all = new FleetDryRun(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (FeedPlan plan : file.feeds()) {
      narrator.doing("reading " + plan.stream());
      all.read(plan).forEach(line -> narrator.say("%s: %s", plan.stream(), line));
    }
    narrator.doing("");
    return all;
  }

  private List<String> read(FeedPlan plan) {
    try (Feed feed = plan.open()) {
      DryRunReport report =
          DryRunReport.of(plan.uri().name(), feed, plan.clips().orElse(Long.MAX_VALUE));
      feeds.put(plan.stream(), report);
      return report.lines();
    } catch (FeedException e) {
      failed.put(plan.stream(), e.getMessage());
      return List.of(e.getMessage());
    }
  }
}
