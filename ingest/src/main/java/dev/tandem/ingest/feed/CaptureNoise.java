package dev.tandem.ingest.feed;

import dev.tandem.ingest.Signal;

/** The noise of a capture: a room for sound, a sensor for frames. A function of (seed, clip). */
public final class CaptureNoise {
  private final ConditionsSchedule conditions;
  private final long seed;

  public CaptureNoise(ConditionsSchedule conditions, long seed) {
    this.conditions = conditions;
    this.seed = seed;
  }

  /** Adds the room of clip {@code index}, in place. */
  public Signal.Pcm add(Signal.Pcm sound, long index) {
    Room.addNoise(sound.samples(), conditions.at(index).snr(), ClipRandom.of(seed, index, "room"));
    return sound;
  }

  /** Adds the sensor of clip {@code index}, in place. */
  public Signal.Frames add(Signal.Frames frames, long index) {
    Camera.addNoise(
        frames.luma(), conditions.at(index).sigma(), ClipRandom.of(seed, index, "camera"));
    return frames;
  }
}
