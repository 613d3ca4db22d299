package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.feed.media.Findings;
import dev.tandem.ingest.feed.media.MediaFile;
import dev.tandem.ingest.feed.media.MediaSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps count of what one file gives. */
final class FileAccount {
  private static final double MILLION = 1e6;
  private static final double THOUSAND = 1e3;

  private final String name;
  private final MediaFile media;
  private final List<long[]> spans = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private long clips;

  FileAccount(String name, MediaFile media) {
    this.name = name;
    this.media = media;
  }

  long clips() {
    return clips;
  }

  void clip(Duration begin) {
    long second = begin.toSeconds();
    long[] last = spans.isEmpty() ? new long[] {-1, -2} : spans.get(spans.size() - 1);
    if (last[1] + 1 == second) {
      last[1] = second;
    } else {
      spans.add(new long[] {second, second});
    }
    clips++;
  }

  void reason(String why) {
    reasons.add(why);
  }

  ItemReport report() {
    MediaSummary summary = media.summary();
    Findings found = media.findings();
    return new ItemReport(
        name,
        summary.streams(),
        clips,
        spans.stream().map(FileAccount::text).toList(),
        summary.seconds(),
        summary.statedMicros() / MILLION,
        summary.epochs(),
        new ItemReport.Timing(found.skewMicros() / THOUSAND, found.driftPpm(), found.madeUpTimes()),
        new ItemReport.Faults(
            found.decodeErrors(),
            found.damaged(),
            found.holes(),
            found.overlaps(),
            summary.seconds() - clips),
        reasons);
  }

  private static String text(long[] span) {
    return span[0] == span[1] ? Long.toString(span[0]) : span[0] + "-" + span[1];
  }
}
