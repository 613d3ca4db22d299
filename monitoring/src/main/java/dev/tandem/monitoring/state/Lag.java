package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * How far training is behind what was published, in event time, and what holds it. A replay runs
 * faster than event time, so that its speed is told, too. Times in milliseconds.
 */
final class Lag implements Section {
  /** Behind by less of a wall clock's time nobody is held. */
  static final long TOLERATED_MILLIS = 5_000;

  private static final long WINDOW_MILLIS = 10_000;

  private record Point(long wall, long event) {}

  private final Streams streams;
  private final Training training;
  private final Deque<Point> points = new ArrayDeque<>();
  private long features = -1;
  private long labels = -1;

  Lag(Streams streams, Training training) {
    this.streams = streams;
    this.training = training;
  }

  /** A segment has that clip time. */
  void features(long clipTime) {
    features = Math.max(features, clipTime);
  }

  /** A label has that clip time. */
  void labels(long clipTime) {
    labels = Math.max(labels, clipTime);
  }

  /** Training has come to {@code event} at {@code wall}. */
  void trained(long event, long wall) {
    if (points.isEmpty() || wall > points.getLast().wall()) {
      points.addLast(new Point(wall, event));
      while (wall - points.getFirst().wall() > WINDOW_MILLIS) {
        points.removeFirst();
      }
    }
  }

  /** Event time that passes in a moment of wall clock; 1 where there is nothing to tell it by. */
  double speed() {
    if (points.size() < 2) {
      return 1;
    }
    double wall = points.getLast().wall() - points.getFirst().wall();
    double event = points.getLast().event() - points.getFirst().event();
    return wall > 0 && event > 0 ? event / wall : 1;
  }

  /** Event time that is not trained yet; NaN where nothing is known of it. */
  double behind() {
    long published = Math.max(features, labels);
    Optional<Long> trained = training.trainedUntil();
    return published < 0 || trained.isEmpty() ? Double.NaN : Math.max(0, published - trained.get());
  }

  /** What holds it, in one sentence; empty where nothing does. */
  private String holder() {
    double tolerated = TOLERATED_MILLIS * Math.max(1, speed());
    double behind = behind();
    if (Double.isNaN(behind) || behind < tolerated || streams.haveEnded()) {
      return "";
    }
    Optional<StreamFacts> slowest = streams.slowest();
    if (slowest.isPresent() && streams.farthest() - slowest.get().markTime() > tolerated) {
      return "stream %s is behind the others and holds them".formatted(slowest.get().name());
    }
    if (labels >= 0 && features - labels > tolerated) {
      return "labels are behind the features";
    }
    return "training works off a backlog";
  }

  @Override
  public String name() {
    return "lag";
  }

  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("behind");
    Json.number(out, behind());
    out.name("speed");
    Json.number(out, speed());
    out.name("holder").value(Names.cut(holder()));
    out.name("ended").value(streams.haveEnded());
    out.endObject();
  }
}
