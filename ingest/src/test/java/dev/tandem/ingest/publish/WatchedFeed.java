package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.extract.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed of sound and pictures that flash and beep at once, and what was seen of it. */
final class WatchedFeed implements Feed {
  private static final double LOUD = 0.1;
  private static final int BRIGHT = 128;

  private final Feed feed;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  WatchedFeed(Feed feed) {
    this.feed = feed;
  }

  List<Seen> seen() {
    return seen;
  }

  @Override
  public Optional<CapturedClip> next() {
    Optional<CapturedClip> clip = feed.next();
    clip.ifPresent(one -> seen.add(Seen.of(one)));
    return clip;
  }

  @Override
  public FeedDescription describe() {
    return feed.describe();
  }

  @Override
  public List<SourceReport> sources() {
    return feed.sources();
  }

  @Override
  public Optional<Instant> horizon() {
    return feed.horizon();
  }

  @Override
  public void stop() {
    feed.stop();
  }

  @Override
  public void close() {
    feed.close();
  }

  /**
   * A clip.
   *
   * @param beep milliseconds into it at which a beep begins; -1 where none does
   * @param flash the same of a flash, by the middle of the pictures' parts
   */
  record Seen(long index, int modalities, double beep, double flash) {
    static Seen of(CapturedClip clip) {
      Signal sound = clip.signals().get("audio");
      Signal pictures = clip.signals().get("video");
      return new Seen(
          clip.index(),
          clip.signals().size(),
          sound instanceof Signal.Pcm pcm ? beep(pcm) : -1,
          pictures instanceof Signal.Frames frames ? flash(frames) : -1);
    }

    /** By how much sound is later than pictures; empty where the clip does not tell. */
    Optional<Double> skew() {
      return beep < 0 || flash < 0 ? Optional.empty() : Optional.of(beep - flash);
    }

    private static double beep(Signal.Pcm sound) {
      int quiet = sound.sampleRate() / 20;
      int silent = 0;
      for (int i = 0; i < sound.samples().length; i++) {
        if (Math.abs(sound.samples()[i]) <= LOUD) {
          silent++;
        } else if (silent >= quiet) {
          return 1e3 * i / sound.sampleRate();
        } else {
          silent = 0;
        }
      }
      return -1;
    }

    private static double flash(Signal.Frames frames) {
      int size = frames.width() * frames.height();
      int middle = size / 2 + frames.width() / 2;
      boolean dark = false;
      for (int i = 0; i < frames.count(); i++) {
        boolean bright = (frames.pixels()[i * size + middle] & 0xFF) > BRIGHT;
        if (bright && dark) {
          return 1e3 * i / frames.count(); // it began in the part before the middle of this one
        }
        dark = !bright;
      }
      return -1;
    }
  }
}
