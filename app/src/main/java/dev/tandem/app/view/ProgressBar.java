package dev.tandem.app.view;

import dev.tandem.schemas.config.Durations;
import java.time.Duration;
import java.util.Optional;

/** A share, and how long the rest takes: with a bar on a terminal, in words alone elsewhere. */
public final class ProgressBar {
  private static final int WIDTH = 20;
  private static final int PERCENT = 100;

  private ProgressBar() {}

  /**
   * Such as {@code ████░░░░░░░░░░░░░░░░ 20 %, about 3min left}.
   *
   * @param share 0 to 1
   */
  public static String text(double share, Optional<Duration> left, boolean terminal) {
    int full = (int) (share * WIDTH);
    String bar = terminal ? "█".repeat(full) + "░".repeat(WIDTH - full) + " " : "";
    String rest =
        left.filter(time -> share < 1)
            .map(time -> ", about %s left".formatted(Durations.about(time)))
            .orElse("");
    return "%s%d %%%s".formatted(bar, (int) (share * PERCENT), rest);
  }
}
