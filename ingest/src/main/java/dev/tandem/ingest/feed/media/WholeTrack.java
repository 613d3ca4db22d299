package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * What is heard, or seen, in a media file from the begin of that stream to its end, as one signal.
 * It is a function of the file alone.
 *
 * @param signal sound of the stream's own length, to the sample; or frames
 * @param stream for people, such as {@code mp3, 22050 Hz, 1 channels}
 * @param micros that it lasts
 * @param statedMicros that the file lasts by its own account; 0 where it says nothing
 * @param epochs 1, and one more for each jump of its times
 * @param findings while it was read
 * @param breaksOff why it ends too early, if it does
 */
public record WholeTrack(
    Signal signal,
    String stream,
    long micros,
    long statedMicros,
    int epochs,
    Findings findings,
    Optional<String> breaksOff) {

  /**
   * What is heard in {@code file}; empty where it has no sound.
   *
   * @param stopping makes it end soon, once it is true
   * @throws MediaException where it cannot be read, saying why
   */
  public static Optional<WholeTrack> sound(Path file, BooleanSupplier stopping)
      throws MediaException {
    return read(file, Kind.SOUND, stopping, (findings, span) -> new SoundTrack(findings, span));
  }

  /**
   * What is seen in {@code file}: of n frames, the i-th in the middle of its n-th part; empty where
   * it has no pictures.
   *
   * @param frames how many, of all of the file
   * @param coloured whether they are red, green and blue, or gray
   * @param stopping makes it end soon, once it is true
   * @throws MediaException where it cannot be read, saying why
   */
  public static Optional<WholeTrack> pictures(
      Path file, int frames, boolean coloured, BooleanSupplier stopping) throws MediaException {
    return read(
        file,
        Kind.PICTURES,
        stopping,
        (findings, span) -> PictureTrack.whole(frames, coloured, span));
  }

  private static Optional<WholeTrack> read(
      Path file, Kind kind, BooleanSupplier stopping, Tracks tracks) throws MediaException {
    MediaInput input = MediaFile.input(file, stopping);
    Optional<StreamInfo> best = input.best(kind);
    if (best.isEmpty()) {
      input.close();
      return Optional.empty();
    }
    StreamInfo info = best.get();
    long stated = input.statedLength();
    try (Survey survey = Survey.begin(input, List.of(info))) {
      survey.finish();
      Findings findings = new Findings();
      long span = span(survey);
      MediaInput again = MediaFile.input(file, stopping);
      FileReader reader = FileReader.open(again, info, survey.timeline(), findings);
      Optional<Signal> signal = take(reader, tracks.of(findings, span), span);
      return signal.map(
          whole ->
              new WholeTrack(
                  whole,
                  info.codec() + ", " + info.format(),
                  span,
                  stated,
                  survey.timeline().epochs(),
                  findings,
                  breaks(survey, info, stated)));
    }
  }

  /** Microseconds; of what has jumps, in whole seconds, in which each epoch begins. */
  private static long span(Survey survey) {
    Timeline timeline = survey.timeline();
    long length = timeline.epochs() == 1 ? survey.length() : timeline.seconds() * Ffmpeg.SECOND;
    return Math.max(1, length);
  }

  private static Optional<Signal> take(FileReader reader, Track track, long span)
      throws MediaException {
    try (reader;
        track) {
      while (track.reach() < span) {
        reader.next().ifPresentOrElse(track::add, track::end);
      }
      return track.take(0);
    }
  }

  private static Optional<String> breaks(Survey survey, StreamInfo info, long stated) {
    if (survey.error() != avutil.AVERROR_EOF) {
      return Optional.of(MediaFile.breaksOff(survey.length(), ": " + Ffmpeg.words(survey.error())));
    }
    return survey.packets(info.index()) < info.stated() && MediaFile.isCut(survey.length(), stated)
        ? Optional.of(
            MediaFile.breaksOff(survey.length(), " of %.1f s".formatted(MediaFile.seconds(stated))))
        : Optional.empty();
  }

  /** Makes a track that lasts so many microseconds. */
  @FunctionalInterface
  private interface Tracks {
    Track of(Findings findings, long span);
  }
}
