package dev.tandem.ingest.publish;

import dev.tandem.ingest.CapturedClip;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedDescription;
import dev.tandem.ingest.FeedException;
import dev.tandem.ingest.Modality;
import dev.tandem.ingest.Signal;
import dev.tandem.ingest.extract.Raw;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A live feed of one modality that gives what a test gives to it. */
final class TestingLiveFeed implements Feed {
  private final BlockingQueue<Optional<CapturedClip>> clips = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> horizon;
  private long taken;

  TestingLiveFeed(Instant horizon) {
    this.horizon = new AtomicReference<>(horizon);
  }

  TestingLiveFeed give(Instant captured) {
    TreeMap<String, Signal> signals = new TreeMap<>();
    signals.put("audio", new Signal.Vector(new float[] {captured.getEpochSecond()}));
    clips.add(Optional.of(CapturedClip.live(captured.getEpochSecond(), signals, captured)));
    return this;
  }

  TestingLiveFeed end() {
    clips.add(Optional.empty());
    return this;
  }

  void horizon(Instant time) {
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
