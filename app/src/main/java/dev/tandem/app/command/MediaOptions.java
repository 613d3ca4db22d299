package dev.tandem.app.command;

import dev.tandem.app.answers.MediaClips;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.feed.FeatureParameters;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.records.FeatureContract;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Media to cut, and how much of it. */
final class MediaOptions {
  @Parameters(
      paramLabel = "FILE",
      description =
          "A media file, a directory of them, or a feed such as file:PATH?frames=5 or studio:.")
  private String media = "";

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the feed, as of tandem ingest. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--clips",
      paramLabel = "N",
      converter = Values.Count.class,
      description = "End after so many clips.")
  private Optional<Long> clips = Optional.empty();

  String media() {
    return media;
  }

  long clips() {
    return clips.orElse(Long.MAX_VALUE);
  }

  MediaClips open(Consumer<String> news) {
    return MediaClips.open(uri(), seed, news);
  }

  /**
   * The same, with features as {@code contract} has them where a file is named and no feed.
   *
   * @param networks files that extractors may need
   */
  MediaClips open(
      Supplier<List<FeatureContract>> contract, List<Path> networks, Consumer<String> news) {
    FeedUri uri =
        exists(media) ? uri().with(FeatureParameters.of(contract.get(), networks)) : uri();
    return MediaClips.open(uri, seed, news);
  }

  /** Throws {@link UsageException} where the feed would never end. */
  void requireEnd() {
    if (uri().type().isEndless() && clips.isEmpty()) {
      throw new UsageException(
          "%s goes on without end; say how many clips with --clips".formatted(media));
    }
  }

  /** What is there is a path, whatever its name looks like. */
  private FeedUri uri() {
    return exists(media) || !media.contains(":") ? Feeds.ofFile(media) : Feeds.parse(media);
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
