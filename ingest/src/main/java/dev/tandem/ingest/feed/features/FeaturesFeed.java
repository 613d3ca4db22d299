package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.ClipRandom;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.features.Faults.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code features:DIR} the clips of a {@link FeatureFolder}. Clip i is the i-th line that the split
 * has, whether it can be used or not. What is wrong with a row is told, counted, and leaves out
 * that row alone.
 */
public final class FeaturesFeed implements Feed {
  public static final FeedType TYPE =
      new FeedType(
          "features",
          "DIR",
          "a folder of features that were extracted, or recorded, before",
          FeedType.Course.FINITE,
          FeedOptions.join(
              List.of(
                  FeedOptions.PUBLISHING,
                  List.of(
                      FeaturesOptions.HOLDOUT,
                      FeaturesOptions.SPLIT,
                      FeaturesOptions.ORDER,
                      FeaturesOptions.TIMES))),
          Optional.empty(),
          FeaturesFeed::open);

  private final FeedUri uri;
  private final FeatureFolder folder;
  private final List<ClipLine> lines;
  private final FeedDescription description;
  private final SortedMap<String, TableAccount> accounts = new TreeMap<>();
  private volatile int next;
  private volatile long given;
  private long skippedOver;
  private volatile boolean stopping;

  private FeaturesFeed(FeedUri uri, FeatureFolder folder, List<ClipLine> lines) {
    this.uri = uri;
    this.folder = folder;
    this.lines = lines;
    this.description = describe(uri, folder, lines);
    folder.tables().forEach((name, table) -> accounts.put(name, new TableAccount(table)));
  }

  /** Throws {@link FeedException} where the folder cannot be used, or the split has no clips. */
  static FeaturesFeed open(FeedUri uri, long seed) {
    FeatureFolder folder = FeatureFolder.open(uri.file());
    try {
      List<ClipLine> split = StreamSplit.of(uri, folder.sheet().lines());
      return new FeaturesFeed(uri, folder, order(uri, seed, split));
    } catch (FeedException e) {
      folder.close();
      throw e;
    }
  }

  private static List<ClipLine> order(FeedUri uri, long seed, List<ClipLine> split) {
    if (uri.get(FeaturesOptions.ORDER).equals(FeaturesOptions.AS_LISTED)) {
      return split;
    }
    int[] order = ClipRandom.of(seed, 0, "features").permutation(split.size());
    return Arrays.stream(order).mapToObj(split::get).toList();
  }

  private static FeedDescription describe(FeedUri uri, FeatureFolder folder, List<ClipLine> lines) {
    List<String> classes =
        folder.sheet().lines().stream()
            .flatMap(line -> line.label().stream())
            .filter(label -> label.targets().isEmpty())
            .map(ClipLabel::className)
            .distinct()
            .sorted()
            .toList();
    FeedDescription even = FeedDescription.endless(folder.modalities(), classes);
    FeedDescription labelled =
        folder.sheet().targetNames().isEmpty()
            ? even
            : even.withTargets(folder.sheet().targetNames());
    boolean timed =
        folder.sheet().hasTimes()
            && uri.get(FeaturesOptions.TIMES).equals(FeaturesOptions.KEPT)
            && uri.get(FeaturesOptions.ORDER).equals(FeaturesOptions.AS_LISTED);
    return timed ? labelled.withPlacement(TimedPlacement.of(lines, labelled.length())) : labelled;
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  public Optional<CapturedClip> next() {
    while (!stopping && next < lines.size()) {
      int index = next;
      ClipLine line = lines.get(index);
      SortedMap<String, Signal> signals = signals(line);
      next = index + 1;
      if (!signals.isEmpty()) {
        given++;
        Origin origin = new Origin(line.id(), Duration.ZERO);
        return Optional.of(CapturedClip.of(index, signals, line.label(), origin));
      }
      folder
          .faults()
          .add(
              ClipSheet.NAME,
              Kind.EMPTY,
              "line " + line.line(),
              "clip '%s' has no features that can be used".formatted(line.id()));
    }
    if (given == 0 && skippedOver == 0 && !stopping) {
      throw nothing();
    }
    return Optional.empty();
  }

  private SortedMap<String, Signal> signals(ClipLine line) {
    SortedMap<String, Signal> signals = new TreeMap<>();
    folder
        .tables()
        .forEach(
            (name, table) -> {
              Optional<byte[]> features = table.read(line);
              accounts.get(name).add(line, features.isPresent());
              features.ifPresent(elements -> signals.put(name, new Signal.Given(elements)));
            });
    return signals;
  }

  private FeedException nothing() {
    Skipped first = skipped().get(0);
    return new FeedException(
        "%s has no usable clip: %d lines were left out, such as %s: %s. Correct them."
            .formatted(uri.path(), lines.size(), first.item(), first.reason()));
  }

  /** Nothing is read of them. */
  @Override
  public void skip(long passed) {
    next = (int) Math.min(lines.size(), next + passed);
    skippedOver += passed; // an earlier run had them
  }

  @Override
  public List<Skipped> skipped() {
    return folder.faults().skipped();
  }

  @Override
  public List<Skipped> summaries() {
    return folder.faults().summaries();
  }

  @Override
  public List<ItemReport> reports() {
    Faults faults = folder.faults();
    List<ItemReport> reports = new ArrayList<>();
    if (faults.count(ClipSheet.NAME) > 0) {
      reports.add(TableAccount.report(ClipSheet.NAME, "lines", given, 0, faults));
    }
    accounts.values().forEach(account -> reports.add(account.report(faults)));
    return reports;
  }

  @Override
  public OptionalDouble share() {
    return OptionalDouble.of((double) next / lines.size());
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    folder.close();
  }
}
