package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
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

  /** Seconds that what is still being written is read ahead, for times that are out of order. */
  private static final long LEAD = 10;

  /** How long the end of what is known to be written may take to be read. */
  private static final Duration TAIL = Duration.ofSeconds(1);

  private final Findings findings = new Findings();
  private final List<Part> parts = new ArrayList<>();
  private final Survey survey;
  private final List<StreamInfo> all;
  private final SortedMap<String, StreamInfo> chosen;
  private final long stated;
  private final boolean growing;
  private long next;

  private MediaFile(
      Survey survey,
      List<StreamInfo> all,
      SortedMap<String, StreamInfo> chosen,
      long stated,
      boolean growing) {
    this.survey = survey;
    this.all = all;
    this.chosen = chosen;
    this.stated = stated;
    this.growing = growing;
  }

  /**
   * Reads the file's times, and opens what is to be seen and heard in it.
   *
   * @param tracks what to cut
   * @param stopping makes what waits or goes on for long end soon, once it is true
   */
  public static MediaFile open(Path file, MediaTracks tracks, BooleanSupplier stopping)
      throws MediaException {
    MediaFile media = begin(input(file, OPTIONS, stopping), tracks, false);
    try (Survey survey = media.survey) {
      survey.finish();
      media.open(file, tracks, OPTIONS, survey.timeline(), stopping);
      return media;
    }
  }

  /**
   * The same of a file that is still being written: its seconds are those that it has when it is
   * whole, each as soon as {@link #LEAD} more are there.
   *
   * @param idle without anything new, after which it is taken for whole; empty where it never is
   */
  public static MediaFile follow(
      Path file, MediaTracks tracks, Optional<Duration> idle, BooleanSupplier stopping)
      throws MediaException {
    MediaFile media = begin(input(file, growing(idle), stopping), tracks, true);
    try {
      media.await(LEAD);
      media.open(file, tracks, growing(Optional.of(TAIL)), media.survey, stopping);
      return media;
    } catch (MediaException e) {
      media.survey.close();
      throw e;
    }
  }

  /** FFmpeg then waits at the end of the file, in which it must not look for the end. */
  private static Map<String, String> growing(Optional<Duration> idle) {
    Map<String, String> options = new TreeMap<>(OPTIONS);
    options.put("follow", "1");
    options.put("seekable", "0");
    idle.ifPresent(
        time ->
            options.put(
                "rw_timeout", Long.toString(TimeUnit.NANOSECONDS.toMicros(time.toNanos()))));
    return options;
  }

  private static MediaFile begin(MediaInput input, MediaTracks tracks, boolean growing)
      throws MediaException {
    SortedMap<String, StreamInfo> chosen = new TreeMap<>();
    for (Map.Entry<String, Kind> wanted : tracks.kinds().entrySet()) {
      input.best(wanted.getValue()).ifPresent(info -> chosen.put(wanted.getKey(), info));
    }
    if (chosen.isEmpty()) {
      input.close();
      throw new MediaException("it has neither sound nor pictures");
    }
    List<StreamInfo> all = input.streams();
    long stated = growing ? 0 : input.statedLength();
    Survey survey = Survey.begin(input, List.copyOf(chosen.values()));
    return new MediaFile(survey, all, chosen, stated, growing);
  }

  private void open(
      Path file,
      MediaTracks tracks,
      Map<String, String> options,
      Surveyed surveyed,
      BooleanSupplier stopping)
      throws MediaException {
    try {
      for (Map.Entry<String, StreamInfo> track : chosen.entrySet()) {
        MediaInput input = input(file, options, stopping);
        FileReader reader = FileReader.open(input, track.getValue(), surveyed, findings);
        Kind kind = track.getValue().kind();
        parts.add(new Part(track.getKey(), reader, tracks.track(kind, findings)));
      }
    } catch (MediaException e) {
      parts.forEach(Part::close);
      throw e;
    }
  }

  /** A file that is there as a whole. */
  static MediaInput input(Path file, BooleanSupplier stopping) throws MediaException {
    return input(file, OPTIONS, stopping);
  }

  private static MediaInput input(Path file, Map<String, String> options, BooleanSupplier stopping)
      throws MediaException {
    return MediaInput.open(
        "file:" + file.toAbsolutePath(), Optional.empty(), options, new Interrupt(stopping));
  }

  /** The next second in which something is heard or seen; empty at the end. */
  public Optional<Second> next() throws MediaException {
    while (await(growing ? next + 1 + LEAD : 0) > next) {
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

  /** Reads on until there are so many seconds, or all; how many there are. */
  private long await(long seconds) {
    long known = survey.timeline().seconds();
    while (known < seconds && survey.advance()) {
      known = survey.timeline().seconds();
    }
    return known;
  }

  /** As far as it was read. */
  public MediaSummary summary() {
    Timeline timeline = survey.timeline();
    return new MediaSummary(
        all,
        chosen,
        timeline.seconds(),
        timeline.epochs(),
        stated,
        growing ? Optional.empty() : breaks());
  }

  /** Counts so far. */
  public Findings findings() {
    return findings;
  }

  @Override
  public void close() {
    parts.forEach(Part::close);
    if (growing) {
      survey.close();
    }
  }

  /**
   * Why it ends too early, where both its index and its length promise more; a length alone is
   * often an estimate.
   */
  private Optional<String> breaks() {
    long length = survey.length();
    boolean missing =
        chosen.values().stream().anyMatch(info -> survey.packets(info.index()) < info.stated());
    if (missing && isCut(length, stated)) {
      return Optional.of(breaksOff(length, " of %.1f s".formatted(seconds(stated))));
    }
    return survey.error() == avutil.AVERROR_EOF
        ? Optional.empty()
        : Optional.of(breaksOff(length, ": " + Ffmpeg.words(survey.error())));
  }

  /** Whether it is so much shorter than it says that some of it must be missing. */
  static boolean isCut(long length, long stated) {
    return length < stated - MAX_LOSS;
  }

  static String breaksOff(long length, String more) {
    return "it breaks off at %.1f s%s".formatted(seconds(length), more);
  }

  static double seconds(long micros) {
    return (double) micros / Ffmpeg.SECOND;
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
