package dev.tandem.ingest.feed;

import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FrameStack;
import dev.tandem.ingest.extract.LogMel;
import dev.tandem.ingest.extract.LogMelParameters;
import dev.tandem.ingest.extract.Signal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The two modalities of microphones and cameras. */
public final class AudioVideo {
  public static final String AUDIO = "audio";
  public static final String VIDEO = "video";
  private static final int DIGITS = 10;

  private AudioVideo() {}

  /**
   * With the extractors that every feed uses.
   *
   * @param frames per clip
   */
  public static List<Modality> modalities(int frames) {
    return List.of(
        new Modality(AUDIO, new LogMel(LogMelParameters.speech())),
        new Modality(VIDEO, new FrameStack(frames)));
  }

  public static SortedMap<String, Signal> signals(Signal.Pcm audio, Signal.Frames video) {
    return new TreeMap<>(Map.of(AUDIO, audio, VIDEO, video));
  }

  /** Class names of feeds of digits: {@code 0} to {@code 9}. */
  public static List<String> digits() {
    return IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList();
  }
}
