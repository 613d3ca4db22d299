package dev.tandem.app.report;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.extract.FeatureTensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is in a feed that was read and not published. The components' names are the keys of the JSON
 * file.
 *
 * @param complete clips that have every modality of the feed
 * @param labelled clips that have a label
 * @param byModality how many clips have each modality
 * @param byClass how many clips have each class
 * @param files what became of each; empty for a feed that is none of files
 * @param sources how each did; empty for a feed that is not live
 */
public record DryRunReport(
    String feed,
    long clips,
    long complete,
    long labelled,
    SortedMap<String, Long> byModality,
    SortedMap<String, Long> byClass,
    List<ItemReport> files,
    List<SourceReport> sources) {

  /** Reads {@code feed} to its end, or {@code most} clips of it, and extracts their features. */
  public static DryRunReport of(String name, Feed feed, long most) {
    return of(
        name, feed, most, new DryClips("", Instant.EPOCH, feed.describe(), ClipRecorder.NONE));
  }

  /** The same, and hands them to {@code kept}. */
  public static DryRunReport of(String name, Feed feed, long most, DryClips kept) {
    List<Modality> modalities = feed.describe().modalities();
    SortedMap<String, Long> byModality = new TreeMap<>();
    SortedMap<String, Long> byClass = new TreeMap<>();
    long clips = 0;
    long complete = 0;
    long labelled = 0;
    while (clips < most) {
      Optional<CapturedClip> clip = feed.next();
      if (clip.isEmpty()) {
        break;
      }
      clips++;
      Map<String, FeatureTensor> features = extract(modalities, clip.get());
      features.keySet().forEach(modality -> byModality.merge(modality, 1L, Long::sum));
      kept.add(clip.get(), features);
      complete += clip.get().signals().size() == modalities.size() ? 1 : 0;
      labelled += clip.get().label().isPresent() ? 1 : 0;
      clip.get()
          .label()
          .filter(label -> label.targets().isEmpty())
          .ifPresent(label -> byClass.merge(label.className(), 1L, Long::sum));
    }
    return new DryRunReport(
        name, clips, complete, labelled, byModality, byClass, feed.reports(), feed.sources());
  }

  private static Map<String, FeatureTensor> extract(List<Modality> modalities, CapturedClip clip) {
    Map<String, FeatureTensor> features = new LinkedHashMap<>();
    for (Modality modality : modalities) {
      Optional.ofNullable(clip.signals().get(modality.name()))
          .map(modality.extractor()::extract)
          .ifPresent(tensor -> features.put(modality.name(), tensor));
    }
    return features;
  }

  /** For people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ItemReport file : files) {
      lines.add("%s: %d clips; %s".formatted(file.item(), file.clips(), text(file.streams())));
      file.reasons().forEach(reason -> lines.add("  " + reason));
    }
    for (SourceReport source : sources) {
      lines.add(line(source));
    }
    lines.add(
        "%d clips, %d of them complete, %d with a label; %s"
            .formatted(clips, complete, labelled, byModality));
    return lines;
  }

  private static String line(SourceReport source) {
    return String.format(
        Locale.ROOT,
        "%s: times by the clock of %s, which runs %.0f ppm slow, its sound %.0f ppm; skew %.1f ms at most; opened again %d times",
        source.source(),
        source.timing().clock(),
        source.timing().clockPpm(),
        source.timing().soundPpm(),
        source.timing().worstSkewMillis(),
        source.reconnects());
  }

  private static String text(List<String> streams) {
    return streams.isEmpty() ? "nothing to use" : String.join("; ", streams);
  }
}
