package dev.tandem.app.bench;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.SignalKind;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.media.MediaFile;
import dev.tandem.ingest.feed.media.MediaTracks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a second of a camera's recording costs on its way to features, whole and in parts, in turn
 * with the {@code ffmpeg} command that decodes the same file where there is one.
 */
public final class IngestBench {
  private static final String FFMPEG = "ffmpeg -threads 1";
  private static final int FRAMES = 3;

  /** Enough for a clock that ticks a hundred times a second. */
  private static final int EXTRACTIONS = 500;

  private final long rounds;
  private final long seconds;
  private final long feeds;
  private final Consumer<String> say;

  /**
   * @param rounds that count; one more comes before them
   * @param seconds of the recording
   * @param feeds live ones at a time
   */
  public IngestBench(long rounds, long seconds, long feeds, Consumer<String> say) {
    this.rounds = rounds;
    this.seconds = seconds;
    this.feeds = feeds;
    this.say = say;
  }

  /** Runs all of it, with a recording of its own in {@code directory}. */
  public List<IngestFigure> run(Path directory) throws IOException, InterruptedException {
    Path file = directory.resolve("camera.mp4");
    say.accept("recording %d s of 640x480 H.264 at 25 a second and AAC".formatted(seconds));
    SampleMedia.record(file, seconds);
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    List<MediaWork> works = works(file);
    for (long round = 0; round <= rounds; round++) {
      for (MediaWork work : works) {
        double figure = work.pass().run();
        if (round > 0) {
          millis.computeIfAbsent(work.name(), name -> new ArrayList<>()).add(figure);
        }
      }
      say.accept("round %d of %d".formatted(round, rounds));
    }
    Optional<List<Double>> ffmpeg = Optional.ofNullable(millis.get(FFMPEG));
    return millis.entrySet().stream()
        .map(work -> IngestFigure.of(work.getKey(), work.getValue(), ffmpeg))
        .toList();
  }

  private List<MediaWork> works(Path file) throws InterruptedException {
    List<MediaWork> works =
        new ArrayList<>(
            List.of(
                MediaWork.here("file to features", () -> features(file)),
                MediaWork.here(
                    "sound and pictures, cut",
                    () -> cut(file, MediaTracks.audioVideo(MediaTracks.Frames.gray(FRAMES)))),
                MediaWork.here(
                    "pictures, cut",
                    () -> cut(file, MediaTracks.pictures(MediaTracks.Frames.gray(FRAMES)))),
                MediaWork.here("sound, cut", () -> cut(file, MediaTracks.sound()))));
    for (String extractor : List.of("log-mel", "stft-log", "waveform")) {
      works.add(extraction(file, extractor, SignalKind.SOUND, AudioVideo.AUDIO));
    }
    for (String extractor :
        List.of(
            "frame-stack",
            "frame-stack:colour=rgb:size=112",
            "frame-stack:colour=rgb:size=224:crop=centre")) {
      works.add(extraction(file, extractor, SignalKind.PICTURES, AudioVideo.VIDEO));
    }
    works.add(
        MediaWork.here(
            "%d live feeds of 160x120 at 10 a second, made by FFmpeg".formatted(feeds),
            () -> LiveFeeds.run(feeds)));
    if (FfmpegCommand.isThere()) {
      works.add(new MediaWork(FFMPEG, () -> FfmpegCommand.decode(file) * 1e3 / seconds));
    } else {
      say.accept("without the ffmpeg command to compare with: it is not installed");
    }
    return works;
  }

  private static MediaWork extraction(Path file, String text, SignalKind kind, String modality) {
    FeatureExtractor extractor = Extractors.of(text, kind, FRAMES);
    Signal signal = firstClip(file, modality + "-features=" + text).signals().get(modality);
    return MediaWork.here(text, () -> extract(extractor, signal));
  }

  private static Feed open(Path file, String parameter) {
    return Feeds.open(Feeds.parse("file:%s?frames=%d&%s".formatted(file, FRAMES, parameter)), 0);
  }

  private static CapturedClip firstClip(Path file, String parameter) {
    try (Feed feed = open(file, parameter)) {
      return feed.next().orElseThrow();
    }
  }

  private static long features(Path file) {
    try (Feed feed = open(file, "extract-threads=1")) {
      long clips = 0;
      Optional<CapturedClip> clip = feed.next();
      while (clip.isPresent()) {
        for (Modality modality : feed.describe().modalities()) {
          modality.extractor().extract(clip.get().signals().get(modality.name()));
        }
        clips++;
        clip = feed.next();
      }
      return clips;
    }
  }

  private static long cut(Path file, MediaTracks tracks) throws IOException {
    try (MediaFile media = MediaFile.open(file, tracks, () -> false)) {
      long cut = 0;
      while (media.next().isPresent()) {
        cut++;
      }
      return cut;
    } catch (MediaException e) {
      throw new IOException(file + " cannot be read", e);
    }
  }

  private static long extract(FeatureExtractor extractor, Signal signal) {
    for (int i = 0; i < EXTRACTIONS; i++) {
      extractor.extract(signal);
    }
    return EXTRACTIONS;
  }
}
