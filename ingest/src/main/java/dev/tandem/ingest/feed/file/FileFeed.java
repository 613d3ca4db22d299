package dev.tandem.ingest.feed.file;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.ClipRandom;
import dev.tandem.ingest.feed.ConditionOptions;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.media.MediaFile;
import dev.tandem.ingest.feed.media.MediaTracks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code file:PATH} a media file, a directory of them or those that match a pattern, each cut into
 * clips of one second; with {@code follow} also what is still being written. A file of a directory
 * that cannot be used is left out, counted and reported; the feed goes on. A single file that
 * cannot be used, and a directory without any that can, is an error.
 */
public final class FileFeed implements Feed {
  public static final FeedType TYPE =
      new FeedType(
          "file",
          "PATH",
          "a media file, a directory of them, or a pattern such as DIR/*.mp4",
          FeedType.Course.FINITE,
          FeedOptions.join(
              List.of(
                  FeedOptions.PUBLISHING,
                  ConditionOptions.CLEAN.always(),
                  List.of(
                      FeedOptions.FRAMES,
                      FeedOptions.AUDIO_FEATURES,
                      FeedOptions.VIDEO_FEATURES,
                      FeedOptions.EXTRACT_THREADS,
                      FileOptions.CLIPS_PER_FILE,
                      FileOptions.ORDER,
                      FileOptions.FOLLOW,
                      FileOptions.SETTLE),
                  ConditionOptions.CHANGES)),
          Optional.of(ConditionOptions.CLEAN),
          FileFeed::open);

  private static final Logger LOG = LoggerFactory.getLogger(FileFeed.class);

  private final FeedUri uri;
  private final MediaLibrary library;
  private final Optional<Follow> follow;
  private final FileQueue files;
  private final ReadShare share;
  private final FeedDescription description;
  private final List<Skipped> skipped = new CopyOnWriteArrayList<>();
  private final List<ItemReport> reports = new CopyOnWriteArrayList<>();
  private Optional<OpenFile> current = Optional.empty();
  private Optional<CapturedClip> ahead;
  private long clips;
  private volatile boolean stopping;

  private FileFeed(FeedUri uri, long seed, List<Modality> modalities) {
    this.uri = uri;
    this.follow = Follow.of(uri);
    this.library =
        follow.isPresent() ? MediaLibrary.followed(uri.file()) : MediaLibrary.of(uri.file());
    this.files = queue(seed);
    this.share = new ReadShare(follow.isPresent() ? 0 : library.files().size());
    FeedDescription ofClasses = FeedDescription.endless(modalities, library.classNames());
    this.description =
        library.targetNames().isEmpty() ? ofClasses : ofClasses.withTargets(library.targetNames());
    this.ahead = follow.isPresent() ? Optional.empty() : read();
  }

  /**
   * Reads up to the first usable clip; throws {@link FeedException} if there is none. What is
   * followed may still be to come, and is not waited for.
   */
  public static FileFeed open(FeedUri uri, long seed) {
    List<Modality> modalities = AudioVideo.modalities(uri, uri.get(FeedOptions.FRAMES));
    try {
      return new FileFeed(uri, seed, modalities);
    } catch (FeedException e) {
      modalities.forEach(modality -> modality.extractor().close());
      throw e;
    }
  }

  private FileQueue queue(long seed) {
    if (follow.isEmpty() || library.single()) {
      return FileQueue.of(order(uri, seed, library.files()).iterator());
    }
    return new FollowedFiles(
        library.listing(), follow.get(), new SystemWaiter(() -> stopping), () -> stopping);
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
    return List.copyOf(skipped);
  }

  @Override
  public List<ItemReport> reports() {
    return List.copyOf(reports);
  }

  @Override
  public OptionalDouble share() {
    return share.get();
  }

  @Override
  public boolean mayWait() {
    return follow.isPresent();
  }

  @Override
  public void stop() {
    stopping = true;
  }

  @Override
  public void close() {
    closeCurrent();
    description.close();
  }

  private static List<Path> order(FeedUri uri, long seed, List<Path> files) {
    if (uri.get(FileOptions.ORDER).equals(FileOptions.BY_NAME)) {
      return files;
    }
    int[] order = ClipRandom.of(seed, 0, "files").permutation(files.size());
    return Arrays.stream(order).mapToObj(files::get).toList();
  }

  private Optional<CapturedClip> read() {
    boolean more = true;
    while (!stopping && more) {
      if (current.isEmpty()) {
        Optional<Path> file = files.next();
        file.ifPresent(this::open);
        more = file.isPresent();
      } else {
        Optional<CapturedClip> clip = read(current.get());
        if (clip.isPresent()) {
          return clip;
        }
      }
    }
    if (clips == 0 && !stopping) {
      throw nothing();
    }
    return Optional.empty();
  }

  private FeedException nothing() {
    if (skipped.isEmpty()) {
      return new FeedException(
          "%s has no media: nothing came within %s. Check the path, or give follow=on."
              .formatted(uri.path(), uri.get(FileOptions.FOLLOW)));
    }
    return new FeedException(
        "%s has no usable media: %d files were left out, such as %s: %s. Replace them."
            .formatted(uri.path(), skipped.size(), skipped.get(0).item(), skipped.get(0).reason()));
  }

  private void open(Path file) {
    share.begin();
    if (Files.notExists(file)) {
      unread(file, "it is not there: a broken link, or a name that this locale's encoding lacks");
      return;
    }
    try {
      MediaTracks tracks =
          MediaTracks.audioVideo(
              new MediaTracks.Frames(
                  uri.get(FeedOptions.FRAMES), AudioVideo.seesColours(description.modalities())));
      MediaFile media =
          follow.isPresent() && library.single()
              ? MediaFile.follow(file, tracks, follow.get().idle(), () -> stopping)
              : MediaFile.open(file, tracks, () -> stopping);
      long seconds = Math.min(media.summary().seconds(), uri.get(FileOptions.CLIPS_PER_FILE));
      FileAccount account = new FileAccount(library.name(file), media);
      current = Optional.of(new OpenFile(file, media, account, seconds));
    } catch (MediaException e) {
      unread(file, e.getMessage());
    }
  }

  /** The file's next clip; empty, and the file closed, where there is none. */
  private Optional<CapturedClip> read(OpenFile file) {
    long cut = file.account().clips();
    try {
      if (cut < uri.get(FileOptions.CLIPS_PER_FILE)) {
        Optional<MediaFile.Second> second = file.media().next();
        if (second.isPresent()) {
          return Optional.of(clip(file, second.get()));
        }
        end(file, cut, file.media().summary().breaksOff());
      }
    } catch (MediaException e) {
      end(file, cut, Optional.of(e.getMessage()));
    }
    closeCurrent();
    return Optional.empty();
  }

  /** A file that was of some use is used, and what it lacks is told. */
  private void end(OpenFile file, long cut, Optional<String> reason) {
    Optional<String> why =
        cut == 0 ? reason.or(() -> Optional.of("it has neither sound nor pictures")) : reason;
    why.ifPresent(file.account()::reason);
    if (cut == 0) {
      reports.add(file.account().report());
      current = Optional.empty();
      file.media().close();
      skip(file.path(), why.orElseThrow());
    } else {
      why.ifPresent(text -> note(file.path(), "after %d clips: %s".formatted(cut, text)));
    }
  }

  private CapturedClip clip(OpenFile file, MediaFile.Second second) {
    long index = clips++;
    file.account().clip(second.begin());
    share.at((second.begin().toSeconds() + 1.0) / Math.max(1, file.seconds()));
    return CapturedClip.of(
        index,
        second.signals(),
        library.label(file.path(), second.begin()),
        new Origin(library.name(file.path()), second.begin()));
  }

  private void unread(Path file, String reason) {
    reports.add(ItemReport.unread(library.name(file), reason));
    skip(file, reason);
  }

  /** One that gives no clip at all. */
  private void skip(Path file, String reason) {
    if (library.single()) {
      closeCurrent();
      throw new FeedException(
          "%s cannot be used: %s. It must be a media file with sound or pictures; replace it."
              .formatted(uri.path(), reason));
    }
    note(file, reason);
  }

  private void note(Path file, String reason) {
    skipped.add(new Skipped(library.name(file), reason));
    LOG.warn("left out {}: {}", file, reason);
  }

  private void closeCurrent() {
    current.ifPresent(
        open -> {
          reports.add(open.account().report());
          open.media().close();
        });
    current = Optional.empty();
  }

  private record OpenFile(Path path, MediaFile media, FileAccount account, long seconds) {}
}
