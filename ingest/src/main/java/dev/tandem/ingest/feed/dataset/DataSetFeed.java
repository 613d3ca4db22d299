package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.ConditionOptions;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cremad:DIR}, {@code ave:DIR}, {@code ucf101:DIR} a published data set in its official
 * layout: a clip for each recording of the split, as it lasts, with its label. Clips are placed in
 * time by their number, a second apart, whatever they last. Recordings that are missing or cannot
 * be used are left out, counted and told; a split without any that can is an error.
 */
public final class DataSetFeed implements Feed {
  /** One for each data set. */
  public static final List<FeedType> TYPES =
      Stream.of(new CremaD(), new Ave(), new Ucf101()).map(DataSetFeed::type).toList();

  private static final Logger LOG = LoggerFactory.getLogger(DataSetFeed.class);

  private final FeedUri uri;
  private final Inventory inventory;
  private final ItemReader reader;
  private final boolean choosesSound;
  private final Passes passes;
  private final FeedDescription description;
  private final List<Skipped> skipped;
  private final List<ItemReport> reports = new CopyOnWriteArrayList<>();
  private volatile Silence silence = new Silence(0, "");
  private Optional<CapturedClip> ahead;
  private long clips;
  private volatile boolean stopping;

  private DataSetFeed(
      FeedUri uri, DataSet set, Inventory inventory, List<Modality> modalities, long seed) {
    this.uri = uri;
    this.inventory = inventory;
    this.choosesSound = set.options().contains(DataSetOptions.SOUND);
    this.reader = reader(uri.get(set.features().frames()), modalities);
    this.passes =
        new Passes(
            seed,
            DataSetOptions.isShuffled(uri.get(DataSetOptions.ORDER)),
            inventory.items().size(),
            uri.get(DataSetOptions.PASSES));
    FeedDescription endless = FeedDescription.endless(modalities, inventory.classNames());
    this.description =
        uri.get(DataSetOptions.PASSES) == 1
            ? endless
            : endless.withDistinct(inventory.items().size());
    this.skipped = new CopyOnWriteArrayList<>(inventory.leftOut());
    this.ahead = read();
  }

  private ItemReader reader(int frames, List<Modality> modalities) {
    boolean silentToo = choosesSound && !DataSetOptions.isRequired(uri.get(DataSetOptions.SOUND));
    return new ItemReader(frames, AudioVideo.seesColours(modalities), silentToo, () -> stopping);
  }

  private static FeedType type(DataSet set) {
    return new FeedType(
        set.word(),
        "DIR",
        set.sentence(),
        FeedType.Course.FINITE,
        FeedOptions.join(
            List.of(
                FeedOptions.PUBLISHING,
                ConditionOptions.CLEAN.always(),
                set.options(),
                List.of(DataSetOptions.ORDER, DataSetOptions.PASSES),
                set.features().options(),
                List.of(FeedOptions.EXTRACT_THREADS),
                ConditionOptions.CHANGES)),
        Optional.of(ConditionOptions.CLEAN),
        (uri, seed) -> open(set, uri, seed));
  }

  /** Reads up to the first usable clip; throws {@link FeedException} if there is none. */
  private static DataSetFeed open(DataSet set, FeedUri uri, long seed) {
    Path directory = uri.file();
    Inventory inventory = Inventory.of(set.read(directory, uri), directory, uri);
    DataSet.Features features = set.features();
    List<Modality> modalities =
        AudioVideo.modalities(uri, uri.get(features.frames()), features.audio(), features.video());
    try {
      return new DataSetFeed(uri, set, inventory, modalities, seed);
    } catch (FeedException e) {
      modalities.forEach(modality -> modality.extractor().close());
      throw e;
    }
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  @Override
  public Optional<CapturedClip> next() {
    Optional<CapturedClip> clip = ahead.isPresent() ? ahead : read();
    ahead = Optional.empty();
    return clip;
  }

  @Override
  public List<Skipped> skipped() {
    return Stream.concat(skipped.stream(), silence.told()).toList();
  }

  @Override
  public List<Skipped> summaries() {
    return silence.told().toList();
  }

  @Override
  public List<ItemReport> reports() {
    return List.copyOf(reports);
  }

  @Override
  public OptionalDouble share() {
    return OptionalDouble.of(passes.share());
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    description.close();
  }

  private Optional<CapturedClip> read() {
    while (!stopping) {
      OptionalInt number = passes.next();
      if (number.isEmpty()) {
        requireClips();
        return Optional.empty();
      }
      Optional<CapturedClip> clip = read(number.getAsInt());
      if (clip.isPresent()) {
        return clip;
      }
    }
    return Optional.empty();
  }

  private void requireClips() {
    if (clips == 0) {
      List<Skipped> all = skipped();
      Skipped last = all.get(all.size() - 1);
      throw new FeedException(
          "%s has no usable clip: all %d that are there were left out, such as %s: %s. Get them again as docs/datasets.md says."
              .formatted(uri, inventory.items().size(), last.item(), last.reason()));
    }
  }

  /** The clip of an item; empty where it cannot be used, which is told once. */
  private Optional<CapturedClip> read(int number) {
    Item item = inventory.items().get(number);
    try {
      Optional<ReadItem> read = reader.read(item);
      if (read.isEmpty() && !choosesSound) {
        throw new ItemException("it has no sound");
      }
      if (read.isEmpty()) {
        passes.leaveOut(number);
        silence = silence.and(item.name());
      }
      return read.map(whole -> clip(item, whole));
    } catch (ItemException e) {
      if (!stopping) {
        leaveOut(number, item, e.getMessage());
      }
      return Optional.empty();
    }
  }

  private CapturedClip clip(Item item, ReadItem read) {
    if (passes.isFirst()) {
      reports.add(read.report(item.name()));
    }
    return CapturedClip.of(
        clips++,
        read.signals(),
        Optional.of(ClipLabel.ofClass(item.className())),
        new Origin(item.name(), Duration.ZERO));
  }

  private void leaveOut(int number, Item item, String reason) {
    passes.leaveOut(number);
    reports.add(ItemReport.unread(item.name(), reason));
    skipped.add(new Skipped(item.name(), reason));
    LOG.warn("left out {}: {}", item.name(), reason);
  }

  /** Clips without sound, in one line: of UCF101 they are half of all. */
  private record Silence(long clips, String first) {
    Silence and(String name) {
      return new Silence(clips + 1, clips == 0 ? name : first);
    }

    Stream<Skipped> told() {
      String names = clips == 1 ? first : "%s and %d more".formatted(first, clips - 1);
      return clips == 0
          ? Stream.empty()
          : Stream.of(new Skipped(names, "no sound; sound=optional takes the pictures alone"));
    }
  }
}
