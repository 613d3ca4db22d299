package dev.tandem.app.run;

import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.publish.PublishedReport;

/** What is said of a feed that was published. */
public final class PublishedNews {
  private PublishedNews() {}

  public static void tell(PublishedReport report, Narrator narrator) {
    narrator.say(
        "%d clips and %d labels of stream %s, from %s to %s",
        report.clips(), report.labels(), report.stream(), report.start(), report.endTime());
    if (report.dropped() > 0) {
      narrator.say(
          "%d clips were dropped: Kafka was slow, or they came too late", report.dropped());
    }
    report.skipped().forEach(item -> narrator.say("left out %s: %s", item.item(), item.reason()));
  }
}
