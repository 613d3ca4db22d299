package dev.tandem.learner.spec;

import java.util.List;

/**
 * How the learning rate goes on with the steps. Start from {@link #constant} and change what
 * differs; what a named schedule does not use is ignored.
 *
 * @param name {@code constant}, {@code cosine}, {@code cosine-restarts} or {@code inverse-sqrt}
 * @param warmUp steps over which the rate rises in a straight line to its full value, before
 *     anything else; 0: none
 * @param period steps from the full rate to the lowest; {@code cosine} stays there, {@code
 *     cosine-restarts} begins again
 * @param floor lowest rate, as a share of the full one, 0 to below 1
 */
public record ScheduleSettings(String name, long warmUp, double floor, long period) {

  private static final List<String> NAMES =
      List.of("constant", "cosine", "cosine-restarts", "inverse-sqrt");
  private static final long PERIOD = 10_000;

  public ScheduleSettings {
    Requirement.oneOf("learner.schedule", name, NAMES);
    Requirement.atLeast("learner.schedule-warm-up", (double) warmUp, 0, 0);
    Requirement.fraction("learner.schedule-floor", floor, 0);
    Requirement.atLeast("learner.schedule-period", (double) period, 1, PERIOD);
  }

  /** The known names. */
  public static List<String> names() {
    return NAMES;
  }

  /** The full rate from the first step on. */
  public static ScheduleSettings constant() {
    return named("constant");
  }

  /** The named schedule without warm-up, down to 0 within 10,000 steps. */
  public static ScheduleSettings named(String name) {
    return new ScheduleSettings(name, 0, 0, PERIOD);
  }

  public ScheduleSettings withWarmUp(long steps) {
    return new ScheduleSettings(name, steps, floor, period);
  }

  public ScheduleSettings withFloor(double share) {
    return new ScheduleSettings(name, warmUp, share, period);
  }

  public ScheduleSettings withPeriod(long steps) {
    return new ScheduleSettings(name, warmUp, floor, steps);
  }

  /**
   * The share of the full rate that a step gets.
   *
   * @param step number of steps done before it
   */
  public double factor(long step) {
    if (step < warmUp) {
      return (double) (step + 1) / (double) warmUp;
    }
    long after = step - warmUp;
    return switch (name) {
      case "cosine" -> cosine(Math.min(after, period));
      case "cosine-restarts" -> cosine(after % period);
      case "inverse-sqrt" ->
          Math.sqrt((double) Math.max(1, warmUp) / (double) (after + Math.max(1, warmUp)));
      default -> 1;
    };
  }

  private double cosine(long after) {
    return floor
        + (1 - floor) * (1 + StrictMath.cos(Math.PI * (double) after / (double) period)) / 2;
  }
}
