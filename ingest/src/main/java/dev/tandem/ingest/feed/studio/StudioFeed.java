package dev.tandem.ingest.feed.studio;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.ClipRandom;
import dev.tandem.ingest.feed.ConditionOptions;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import java.util.List;
import java.util.Optional;

/**
 * {@code studio:} a voice says a digit in a noisy room while the same digit, drawn by hand, moves
 * before a noisy camera. Seeded and endless.
 */
public final class StudioFeed implements Feed {
  public static final FeedType TYPE =
      new FeedType(
          "studio",
          "",
          "a virtual camera and microphone",
          FeedType.Course.SEEDED,
          FeedOptions.join(
              List.of(
                  FeedOptions.PUBLISHING,
                  ConditionOptions.NOISY.always(),
                  List.of(FeedOptions.SPLIT),
                  FeedOptions.FEATURES,
                  ConditionOptions.CHANGES)),
          Optional.of(ConditionOptions.NOISY),
          StudioFeed::open);

  private static final int DIGITS = 10;

  private final long seed;
  private final Booth booth;
  private final Easel easel;
  private final FeedDescription description;
  private long next;

  private StudioFeed(FeedUri uri, long seed) {
    String split = uri.get(FeedOptions.SPLIT);
    this.seed = seed;
    this.booth = new Booth(VoiceBank.load(split));
    this.easel = new Easel(DrawingBook.load(split));
    this.description =
        FeedDescription.endless(AudioVideo.modalities(uri, Easel.FRAMES), AudioVideo.digits());
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

  @Override
  public void skip(long clips) {
    next += clips;
  }

  @Override
  public void close() {
    description.close();
  }

  /** A pure function of (seed, index). */
  CapturedClip clip(long index) {
    int digit = ClipRandom.of(seed, index, "digit").nextInt(DIGITS);
    Signal.Pcm spoken = booth.speak(digit, ClipRandom.of(seed, index, "booth"));
    Signal.Frames drawn = easel.draw(digit, ClipRandom.of(seed, index, "easel"));
    return new CapturedClip(
        index,
        AudioVideo.signals(spoken, drawn),
        Optional.of(ClipLabel.ofClass(description.classNames().get(digit))));
  }
}
