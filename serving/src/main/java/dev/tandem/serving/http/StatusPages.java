package dev.tandem.serving.http;

import com.google.gson.JsonObject;
import dev.tandem.schemas.ModelKey;
import dev.tandem.serving.InferenceMembers;
import dev.tandem.serving.LiveModel;
import dev.tandem.serving.ModelHealth;
import dev.tandem.serving.ServingMetrics;
import java.util.Locale;
import java.util.Optional;

/** How the consumer stands. */
final class StatusPages {
  private final LiveModel live;
  private final InferenceMembers members;
  private final ServingMetrics metrics;

  StatusPages(LiveModel live, InferenceMembers members, ServingMetrics metrics) {
    this.live = live;
    this.members = members;
    this.metrics = metrics;
  }

  /** 200 once a version is loaded: requests can be sent here. */
  Reply ready() {
    return live.version().isPresent()
        ? Reply.text(200, "text/plain; charset=utf-8", "ready\n")
        : Reply.text(503, "text/plain; charset=utf-8", "loading\n");
  }

  /** 503 where only a restart helps. */
  Reply health() {
    Optional<Throwable> failure = members.failure();
    ModelHealth health = failure.isPresent() ? ModelHealth.FAILED : live.health();
    JsonObject body = new JsonObject();
    body.addProperty("health", health.name().toLowerCase(Locale.ROOT));
    live.version().map(ModelKey::toString).ifPresent(v -> body.addProperty("version", v));
    live.pinned().map(ModelKey::toString).ifPresent(v -> body.addProperty("pinned", v));
    if (members.isIdle()) {
      body.addProperty("idle", "other members of the group answer all clips");
    }
    failure
        .map(Throwable::getMessage)
        .or(live::problem)
        .ifPresent(problem -> body.addProperty("problem", problem));
    return Reply.json(health == ModelHealth.FAILED ? 503 : 200, body);
  }

  Reply metrics() {
    return Reply.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(live, members));
  }
}
