package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.PublishedClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is published as a {@link FeatureFolder}. What was written is whole at any time: files
 * of modalities are replaced at once, and only then their clips are listed, so that a process that
 * is killed loses what came since the last ten seconds of writing, and no more. A recording that
 * cannot go on, as the disk is full, stops; what is published goes on.
 */
public final class FeatureRecording implements ClipRecorder, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureRecording.class);
  private static final Duration UNWRITTEN = Duration.ofSeconds(10);

  private final Path folder;
  private final InstantSource clock;
  private Optional<RecordedParts> parts = Optional.empty();
  private Optional<FeedDescription> feed = Optional.empty();
  private Optional<String> broken = Optional.empty();
  private Instant written;
  private long clips;

  private FeatureRecording(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
    this.written = clock.instant();
  }

  /** Creates {@code folder}; throws {@link FeedException} where something is in it already. */
  public static FeatureRecording in(Path folder) {
    return in(folder, InstantSource.system());
  }

  static FeatureRecording in(Path folder, InstantSource clock) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findFirst().isPresent()) {
          throw new FeedException(
              "%s is not empty; a recording must have a folder of its own. Name another, or empty it."
                  .formatted(folder));
        }
      }
      return new FeatureRecording(folder, clock);
    } catch (IOException e) {
      throw new FeedException(
          "cannot record to %s (%s). Name a folder that can be created and written."
              .formatted(folder, e),
          e);
    }
  }

  @Override
  public synchronized void begin(FeedDescription description) {
    attempt(
        () -> {
          if (parts.isEmpty()) {
            parts = Optional.of(RecordedParts.in(folder, description));
            feed = Optional.of(description);
          } else if (!sameKind(description, feed.orElseThrow())) {
            throw new IOException("the feed came back with other modalities or targets");
          }
        });
  }

  private static boolean sameKind(FeedDescription one, FeedDescription other) {
    return one.targetNames().equals(other.targetNames())
        && one.modalityNames().equals(other.modalityNames())
        && one.modalities().stream()
            .map(modality -> modality.extractor().format())
            .toList()
            .equals(
                other.modalities().stream()
                    .map(modality -> modality.extractor().format())
                    .toList());
  }

  @Override
  public synchronized void clip(PublishedClip clip) {
    attempt(
        () -> {
          parts.orElseThrow().add(clip);
          clips++;
          Instant now = clock.instant();
          if (Duration.between(written, now).compareTo(UNWRITTEN) >= 0) {
            parts.orElseThrow().write();
            written = now;
          }
        });
  }

  /** Clips so far, those that are still to be written among them. From any thread. */
  public synchronized long clips() {
    return clips;
  }

  /** Why it stopped before its end. From any thread. */
  public synchronized Optional<String> broken() {
    return broken;
  }

  private void attempt(Step step) {
    if (broken.isPresent()) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      broken =
          Optional.of(
              "the recording in %s broke off after %d clips (%s); what is listed there is whole"
                  .formatted(folder, clips, e));
      LOG.error("{}", broken.get());
    }
  }

  @Override
  public synchronized void close() {
    attempt(
        () -> {
          if (parts.isPresent()) {
            parts.get().write();
          }
        });
  }

  /** Something that a full disk fails. */
  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
