package dev.tandem.tests.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One kill of a plan.
 *
 * @param pauseMillis from the moment that the job was seen well until the point is waited for
 */
record Kill(Victim victim, Point point, long pauseMillis) {
  private static final List<Victim> VICTIMS = List.of(Victim.values());
  private static final int LONGEST_PAUSE = 1_500;

  /** {@code count} kills, the same for the same seed; each victim and point comes up. */
  static List<Kill> plan(int count, long seed) {
    Random random = new Random(seed);
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kills.add(new Kill(victim(i, random), point(random), random.nextInt(LONGEST_PAUSE)));
    }
    return kills;
  }

  /** A TaskManager first, then a JobManager, as these carry the state; then any. */
  private static Victim victim(int index, Random random) {
    return switch (index) {
      case 0 -> Victim.TASK_MANAGER;
      case 1 -> Victim.JOB_MANAGER;
      default -> VICTIMS.get(random.nextInt(VICTIMS.size()));
    };
  }

  /** Eight of ten while steps run. */
  private static Point point(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> Point.ASSEMBLY;
      case 1 -> Point.RESTORE;
      case 2, 3, 4 -> Point.CHECKPOINT;
      case 5, 6, 7 -> Point.COMMIT;
      default -> Point.STEP;
    };
  }
}
