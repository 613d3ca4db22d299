package dev.tandem.ingest.feed.studio;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.ingest.FeedOptions;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Modality;
import dev.tandem.ingest.Signal;
import dev.tandem.ingest.extract.FrameStack;
import dev.tandem.ingest.extract.LogMel;
import dev.tandem.ingest.extract.LogMelParameters;
import dev.tandem.ingest.feed.CaptureNoise;
import dev.tandem.ingest.feed.ClipRandom;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * {@code studio:} a voice says a digit in a noisy room while the same digit, drawn by hand, moves
 * before a noisy camera. Seeded and endless.
 */
public final class StudioFeed implements Feed {
  private static final String AUDIO = "audio";
  private static final String VIDEO = "video";
  private static final int DIGITS = 10;

  private final long seed;
  private final CaptureNoise noise;
  private final Booth booth;
  private final Easel easel;
  private final FeedDescription description;
  private long next;

  private StudioFeed(FeedUri uri, long seed) {
    String split = uri.get(FeedOptions.SPLIT);
    this.seed = seed;
    this.noise = new CaptureNoise(uri.conditions(), seed);
    this.booth = new Booth(VoiceBank.load(split));
    this.easel = new Easel(DrawingBook.load(split));
    this.description =
        FeedDescription.endless(
            List.of(
                new Modality(AUDIO, new LogMel(LogMelParameters.speech())),
                new Modality(VIDEO, new FrameStack(Easel.FRAMES))),
            IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList());
  }

  public static StudioFeed open(FeedUri uri, long seed) {
    return new StudioFeed(uri, seed);
  }

  @Override
  public FeedDescription describe() {
    return description;
  }

  @Override
  public Optional<CapturedClip> next() {
    return Optional.of(clip(next++));
  }

  /** A pure function of (seed, index). */
  CapturedClip clip(long index) {
    int digit = ClipRandom.of(seed, index, "digit").nextInt(DIGITS);
    Signal.Pcm spoken = booth.speak(digit, ClipRandom.of(seed, index, "booth"));
    Signal.Frames drawn = easel.draw(digit, ClipRandom.of(seed, index, "easel"));
    TreeMap<String, Signal> signals = new TreeMap<>();
    signals.put(AUDIO, noise.add(spoken, index));
    signals.put(VIDEO, noise.add(drawn, index));
    return new CapturedClip(index, signals, Optional.of(description.classNames().get(digit)));
  }
}
