package dev.tandem.ingest.publish;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.Raw;
import dev.tandem.ingest.extract.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A live feed of one modality that gives what a test gives to it. */
public final class TestingLiveFeed implements Feed {
  private final BlockingQueue<Optional<CapturedClip>> clips = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> horizon;
  private volatile String broken = "";
  private long taken;

  public TestingLiveFeed(Instant horizon) {
    this.horizon = new AtomicReference<>(horizon);
  }

  public TestingLiveFeed give(Instant captured) {
    TreeMap<String, Signal> signals = new TreeMap<>();
    signals.put("audio", new Signal.Vector(new float[] {captured.getEpochSecond()}));
    clips.add(Optional.of(CapturedClip.live(captured.getEpochSecond(), signals, captured)));
    return this;
  }

  public TestingLiveFeed end() {
    clips.add(Optional.empty());
    return this;
  }

  /** Breaks, when what was given before is taken. */
  public TestingLiveFeed breakWith(String reason) {
    broken = reason;
    return end();
  }

  public void horizon(Instant time) {
    horizon.set(time);
  }

  synchronized long taken() {
    return taken;
  }

  @Override
  public FeedDescription describe() {
    return FeedDescription.endless(List.of(new Modality("audio", new Raw(1))), List.of());
  }

  @Override
  public Optional<CapturedClip> next() {
    try {
      Optional<CapturedClip> clip = clips.take();
      synchronized (this) {
        taken++;
      }
      if (clip.isEmpty() && !broken.isEmpty()) {
        throw new FeedException(broken);
      }
      return clip;
    } catch (InterruptedException e) {
      throw new FeedException("interrupted", e);
    }
  }

  @Override
  public Optional<Instant> horizon() {
    return Optional.of(horizon.get());
  }

  @Override
  public void stop() {
    end();
  }
}
