package dev.tandem.benchmarks.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds what parity.py found against the limits. */
final class Verdict {

  /** Of logits, losses, gradients and statistics of one step, by tensor. */
  private static final double STEP = 1e-5;

  /**
   * Of all parameters after the trajectory, and of every loss curve: multiples of PyTorch's own.
   */
  private static final double TRAJECTORY = 3;

  private Verdict() {}

  /** What is beyond its limit, in words; empty if the case passes. */
  static List<String> obstacles(JsonObject found) {
    List<String> obstacles = new ArrayList<>();
    for (Map.Entry<String, JsonElement> kind : found.getAsJsonObject("step").entrySet()) {
      JsonObject worst = kind.getValue().getAsJsonObject();
      require(
          "%s %s".formatted(kind.getKey(), worst.get("tensor").getAsString()),
          worst.get("value").getAsDouble(),
          STEP,
          obstacles);
    }
    if (found.has("trajectory")) {
      JsonObject trajectory = found.getAsJsonObject("trajectory");
      double peer = trajectory.get("peer").getAsDouble();
      require(
          "parameters after the trajectory",
          trajectory.get("learner").getAsDouble() / peer,
          TRAJECTORY,
          obstacles);
      JsonObject losses = trajectory.getAsJsonObject("losses").getAsJsonObject("losses");
      require("losses", losses.get("value").getAsDouble(), TRAJECTORY, obstacles);
    }
    return obstacles;
  }

  private static void require(String what, double value, double limit, List<String> obstacles) {
    if (!(value <= limit)) {
      obstacles.add("%s: %.2e; at most %.0e".formatted(what, value, limit));
    }
  }
}
