package dev.tandem.tests.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One kill of a plan.
 *
 * @param pauseMillis from the moment that the job was seen well until the point is waited for
 */
record Kill(Victim victim, Point point, long pauseMillis) {
  private static final List<Point> DURING_STEPS =
      List.of(Point.MID_STEP, Point.BEFORE_COMMIT, Point.DURING_COMMIT);
  private static final int LONGEST_PAUSE = 1_500;

  /**
   * {@code count} kills, the same for the same seed: a JobManager and a TaskManager first, as these
   * carry the state, and the spare warms up meanwhile; of ten, each victim comes at least once, and
   * one or two come where no step runs.
   */
  static List<Kill> plan(int count, long seed) {
    Random random = new Random(seed);
    List<Victim> victims = victims(count, random);
    List<Kill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      kills.add(new Kill(victims.get(i), point(i, random), random.nextInt(LONGEST_PAUSE)));
    }
    return kills;
  }

  private static List<Victim> victims(int count, Random random) {
    List<Victim> victims = new ArrayList<>(List.of(Victim.JOB_MANAGER, Victim.TASK_MANAGER));
    while (victims.size() < count) {
      List<Victim> all = Arrays.asList(Victim.values());
      Collections.shuffle(all, random);
      victims.addAll(all);
    }
    return victims;
  }

  private static Point point(int index, Random random) {
    if (index % 10 == 4) {
      return Point.DURING_RESTORE;
    }
    return index % 20 == 9 ? Point.ASSEMBLY : DURING_STEPS.get(random.nextInt(DURING_STEPS.size()));
  }
}
