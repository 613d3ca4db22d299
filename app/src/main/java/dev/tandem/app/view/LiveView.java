package dev.tandem.app.view;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Shows frames on a terminal by redrawing a block, elsewhere as a line every two seconds. */
public abstract class LiveView {
  private static final Duration LINE_EVERY = Duration.ofSeconds(2);

  private LiveView() {}

  /** The launcher says whether the output is a terminal. */
  public static LiveView on(PrintWriter out, boolean headless) {
    boolean terminal = Boolean.getBoolean("tandem.terminal") && !headless;
    return terminal ? new Redrawn(out) : new Lines(out);
  }

  /** Shows {@code frame}, unless it is too early for another one. */
  public abstract void show(ViewFrame frame);

  /** Prints a line that stays, above what is redrawn. */
  public abstract void say(String line);

  private static final class Lines extends LiveView {
    private final PrintWriter out;
    private Duration next = Duration.ZERO;

    Lines(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(ViewFrame frame) {
      if (frame.elapsed().compareTo(next) >= 0) {
        next = frame.elapsed().plus(LINE_EVERY);
        say(FrameText.line(frame));
      }
    }

    @Override
    public void say(String line) {
      out.println(line);
      out.flush();
    }
  }

  private static final class Redrawn extends LiveView {
    private final PrintWriter out;
    private int drawn;

    Redrawn(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(ViewFrame frame) {
      List<String> lines = FrameText.block(frame);
      clear();
      lines.forEach(out::println);
      out.flush();
      drawn = lines.size();
    }

    @Override
    public void say(String line) {
      clear();
      out.println(line);
      out.flush();
    }

    private void clear() {
      if (drawn > 0) {
        out.printf("\033[%dA\033[J", drawn);
        drawn = 0;
      }
    }
  }
}
