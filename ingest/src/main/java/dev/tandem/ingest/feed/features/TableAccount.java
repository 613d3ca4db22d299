package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.extract.TensorFormat;
import java.util.ArrayList;
import java.util.List;

/** Keeps count of what the table of one modality gives. Written by one thread, read by any. */
final class TableAccount {
  private final FeatureTable table;
  private volatile long clips;
  private volatile long missing;
  private volatile String firstMissing = "";

  TableAccount(FeatureTable table) {
    this.table = table;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void add(ClipLine clip, boolean there) {
    if (there) {
      clips++;
      return;
    }
    if (missing == 0) {
      firstMissing = "line %d of %s".formatted(clip.line(), ClipSheet.NAME);
    }
    missing++;
  }

  ItemReport report(Faults faults) {
    List<String> reasons = new ArrayList<>();
    if (missing > 0) {
      reasons.add("%d clips lack it, the first that of %s".formatted(missing, firstMissing));
    }
    ItemReport report = report(table.fileName(), text(table.format()), clips, missing, faults);
    reasons.addAll(report.reasons());
    return report.withReasons(reasons);
  }

  /**
   * Of a file.
   *
   * @param content what it has
   * @param clips that it gave something for
   * @param dropped clips that it gave nothing for
   */
  static ItemReport report(String file, String content, long clips, long dropped, Faults faults) {
    return new ItemReport(
        file,
        List.of(content),
        clips,
        List.of(),
        0,
        0,
        1,
        new ItemReport.Timing(0, 0, 0),
        new ItemReport.Faults(0, faults.count(file), 0, 0, dropped),
        faults.reasons(file));
  }

  private static String text(TensorFormat format) {
    return "%s of shape %s by %s/%s"
        .formatted(
            format.elementType(),
            format.shape(),
            format.extractor().getName(),
            format.extractor().getVersion());
  }
}
