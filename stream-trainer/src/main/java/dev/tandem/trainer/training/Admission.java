package dev.tandem.trainer.training;

import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Which clips are trained where only a share of them is: those whose id hashes below it. A clip
 * that a smaller share admits, a larger one admits, too.
 */
public record Admission(double share) implements Serializable {
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /** Whether all clips are trained. */
  public boolean isOpen() {
    return share >= 1;
  }

  /** A function of the id alone. */
  public boolean admits(String clipId) {
    return isOpen() || unit(clipId) < share;
  }

  /** A clip that is not admitted goes on without its features, to be counted in its turn. */
  public ClipEvent reduce(ClipEvent event) {
    return event instanceof JoinedClip clip && !admits(clip.clipId())
        ? clip.withoutFeatures()
        : event;
  }

  /** Uniform in [0, 1), also for ids that differ in their last digit only. */
  private static double unit(String clipId) {
    return (mix(fnv1a(clipId)) >>> 11) * 0x1p-53;
  }

  /** FNV-1a of the id's UTF-8. */
  private static long fnv1a(String clipId) {
    long hash = FNV_OFFSET;
    for (byte b : clipId.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
    }
    return hash;
  }

  /** MurmurHash3's finalizer: every bit of the input moves every bit of the output. */
  private static long mix(long hash) {
    long mixed = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
    return mixed ^ mixed >>> 33;
  }
}
