package dev.tandem.ingest.feed;

import dev.tandem.ingest.extract.Signal;
import java.util.SortedMap;

/** The noise of a capture: a room for sound, a sensor for frames. A function of (seed, clip). */
public final class CaptureNoise {
  private final ConditionsSchedule conditions;
  private final long seed;

  public CaptureNoise(ConditionsSchedule conditions, long seed) {
    this.conditions = conditions;
    this.seed = seed;
  }

  /** Adds the room and the sensor of clip {@code index} to its signals, in place. */
  public SortedMap<String, Signal> add(SortedMap<String, Signal> signals, long index) {
    signals.values().forEach(signal -> add(signal, index));
    return signals;
  }

  private void add(Signal signal, long index) {
    Conditions now = conditions.at(index);
    if (signal instanceof Signal.Pcm sound) {
      Room.addNoise(sound.samples(), now.snr(), ClipRandom.of(seed, index, "room"));
    } else if (signal instanceof Signal.Frames frames) {
      Camera.addNoise(frames.pixels(), now.sigma(), ClipRandom.of(seed, index, "camera"));
    }
  }
}
