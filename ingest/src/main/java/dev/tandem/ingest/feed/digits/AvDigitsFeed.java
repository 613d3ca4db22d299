package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.ClipRandom;
import dev.tandem.ingest.feed.ConditionOptions;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.Utterance;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code av-digits:DIR} real recordings and real handwriting, recorded apart and paired by label.
 * Every pass hears each recording once, with fresh noise and a fresh image. Seeded and endless.
 */
public final class AvDigitsFeed implements Feed {
  public static final FeedType TYPE =
      new FeedType(
          "av-digits",
          "DIR",
          "recorded and handwritten digits",
          FeedType.Course.SEEDED,
          FeedOptions.join(
              List.of(
                  FeedOptions.PUBLISHING,
                  ConditionOptions.NOISY.always(),
                  List.of(Split.HOLDOUT, FeedOptions.SPLIT),
                  FeedOptions.FEATURES,
                  ConditionOptions.CHANGES)),
          Optional.of(ConditionOptions.NOISY),
          AvDigitsFeed::open);

  private final long seed;
  private final List<Recording> recordings;
  private final Handwriting handwriting;
  private final Pairing pairing;
  private final FeedDescription description;
  private long next;

  private AvDigitsFeed(
      long seed,
      List<Recording> recordings,
      Handwriting handwriting,
      Split split,
      List<Modality> modalities) {
    this.seed = seed;
    this.recordings = split.of(recordings);
    this.handwriting = handwriting;
    this.pairing =
        new Pairing(
            seed,
            this.recordings.stream().mapToInt(Recording::digit).toArray(),
            split.of(handwriting));
    this.description =
        FeedDescription.endless(modalities, AudioVideo.digits())
            .withDistinct(this.recordings.size());
  }

  /** Reads everything; throws {@link FeedException} for what is missing or damaged. */
  public static AvDigitsFeed open(FeedUri uri, long seed) {
    Path directory = uri.file();
    List<Recording> recordings = Recording.readAll(directory.resolve("audio"));
    Handwriting handwriting = Handwriting.read(directory);
    Split split = Split.of(uri, recordings);
    return new AvDigitsFeed(seed, recordings, handwriting, split, AudioVideo.modalities(uri, 1));
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
    Pairing.Pair pair = pairing.at(index);
    Signal.Pcm recorded = recordings.get(pair.recording()).sound();
    Signal.Pcm spoken =
        Utterance.place(
            recorded.samples(), recorded.sampleRate(), ClipRandom.of(seed, index, "place"));
    Signal.Frames written = handwriting.image(pair.digit(), pair.image());
    return new CapturedClip(
        index,
        AudioVideo.signals(spoken, written),
        Optional.of(ClipLabel.ofClass(description.classNames().get(pair.digit()))));
  }
}
