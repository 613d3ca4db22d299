package dev.tandem.app.run;

import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.publish.PublishedReport;
import java.util.List;

/** What is said of a feed that is published. */
public final class PublishedNews {
  private PublishedNews() {}

  /**
   * Nothing can be learned of these, as they are.
   *
   * @param feeds by their names; may be empty
   * @param topic of labels
   */
  public static void tellUnlabelled(List<String> feeds, String topic, Narrator narrator) {
    if (!feeds.isEmpty()) {
      narrator.say(
          "%s no labels; they come from names like {label}_name.mp4, a folder for each class, a labels.csv beside the media, the column label of a folder of features, or others who write to %s",
          feeds.size() == 1 ? feeds.get(0) + " has" : feeds.size() + " feeds have", topic);
    }
  }

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
