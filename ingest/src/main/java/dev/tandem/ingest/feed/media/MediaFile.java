package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.Signal;
import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A media file as seconds. Which there are and what is in them is a function of the file alone:
 * each modality is read by a reader of its own, as far as the second goes. A few seconds are held
 * at most. Used by one thread, but for {@link #findings}.
 */
public final class MediaFile implements AutoCloseable {
  /** A file may end so much earlier than it says, in microseconds. */
  private static final long MAX_LOSS = 3 * Ffmpeg.SECOND / 2;

  /** A name is a name, and no pattern of them. */
  private static final Map<String, String> OPTIONS = Map.of("pattern_type", "none");

  private final Findings findings = new Findings();
  private final List<Part> parts = new ArrayList<>();
  private final MediaSummary summary;
  private final Timeline timeline;
  private long next;

  private MediaFile(MediaSummary summary, Timeline timeline) {
    this.summary = summary;
    this.timeline = timeline;
  }

  /**
   * Reads the file's times, and opens what is to be seen and heard in it.
   *
   * @param tracks what to cut
   * @param stopping makes what waits or goes on for long end soon, once it is true
   */
  public static MediaFile open(Path file, MediaTracks tracks, BooleanSupplier stopping)
      throws MediaException {
    List<StreamInfo> all;
    SortedMap<String, StreamInfo> chosen = new TreeMap<>();
    Survey survey;
    long stated;
    try (MediaInput input = input(file, stopping)) {
      all = input.streams();
      for (Map.Entry<String, Kind> wanted : tracks.kinds().entrySet()) {
        input.best(wanted.getValue()).ifPresent(info -> chosen.put(wanted.getKey(), info));
      }
      if (chosen.isEmpty()) {
        throw new MediaException("it has neither sound nor pictures");
      }
      stated = input.statedLength();
      survey = Survey.of(input, List.copyOf(chosen.values()));
    }
    Timeline timeline = survey.timeline();
    MediaFile media =
        new MediaFile(
            new MediaSummary(
                all,
                chosen,
                timeline.seconds(),
                timeline.epochs(),
                stated,
                breaks(survey, chosen, stated)),
            timeline);
    try {
      for (Map.Entry<String, StreamInfo> track : chosen.entrySet()) {
        media.parts.add(part(file, track, tracks, media, stopping));
      }
      return media;
    } catch (MediaException e) {
      media.close();
      throw e;
    }
  }

  private static MediaInput input(Path file, BooleanSupplier stopping) throws MediaException {
    return MediaInput.open(
        "file:" + file.toAbsolutePath(), Optional.empty(), OPTIONS, new Interrupt(stopping));
  }

  private static Part part(
      Path file,
      Map.Entry<String, StreamInfo> track,
      MediaTracks tracks,
      MediaFile media,
      BooleanSupplier stopping)
      throws MediaException {
    FileReader reader =
        FileReader.open(input(file, stopping), track.getValue(), media.timeline, media.findings);
    return new Part(track.getKey(), reader, tracks.track(track.getValue().kind(), media.findings));
  }

  /** The next second in which something is heard or seen; empty at the end. */
  public Optional<Second> next() throws MediaException {
    while (next < timeline.seconds()) {
      long number = next++;
      SortedMap<String, Signal> signals = new TreeMap<>();
      for (Part part : parts) {
        part.take(number).ifPresent(signal -> signals.put(part.modality(), signal));
      }
      if (!signals.isEmpty()) {
        return Optional.of(new Second(Duration.ofSeconds(number), signals));
      }
    }
    return Optional.empty();
  }

  public MediaSummary summary() {
    return summary;
  }

  /** Counts so far. */
  public Findings findings() {
    return findings;
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
  }

  /**
   * Why it ends too early, where both its index and its length promise more; a length alone is
   * often an estimate.
   */
  private static Optional<String> breaks(
      Survey survey, SortedMap<String, StreamInfo> chosen, long stated) {
    long length = survey.length();
    boolean missing =
        chosen.values().stream().anyMatch(info -> survey.packets(info.index()) < info.stated());
    if (missing && length < stated - MAX_LOSS) {
      return Optional.of(
          "it breaks off at %.1f s of %.1f s"
              .formatted((double) length / Ffmpeg.SECOND, (double) stated / Ffmpeg.SECOND));
    }
    return survey.error() == avutil.AVERROR_EOF
        ? Optional.empty()
        : Optional.of(
            "it breaks off at %.1f s: %s"
                .formatted((double) length / Ffmpeg.SECOND, Ffmpeg.words(survey.error())));
  }

  /** A modality while it is read. */
  private record Part(String modality, FileReader reader, Track track) {
    Optional<Signal> take(long number) throws MediaException {
      while (track.reach() < (number + 1) * Ffmpeg.SECOND) {
        Optional<Piece> piece = reader.next();
        piece.ifPresentOrElse(track::add, track::end);
      }
      return track.take(number);
    }

    void close() {
      track.close();
      reader.close();
    }
  }

  /**
   * One second.
   *
   * @param begin from the file's begin
   * @param signals what was heard and seen, by modality; never empty
   */
  public record Second(Duration begin, SortedMap<String, Signal> signals) {}
}
