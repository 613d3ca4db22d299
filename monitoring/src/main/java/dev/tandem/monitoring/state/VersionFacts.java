package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What is known of one version; it comes from several topics, in any order. */
final class VersionFacts {
  private static final int MOST_METRICS = 64;

  /** What its manifest says. */
  private record Manifest(
      long publishedAt, long bytes, String sha256, String held, Map<String, Double> metrics) {}

  private final ModelKey key;
  private long step;
  private long markedAt = -1;
  private Optional<Manifest> manifest = Optional.empty();
  private boolean retired;
  private boolean released;
  private long answeredAt = -1;
  private long answersSince;

  VersionFacts(ModelKey key) {
    this.key = key;
  }

  /** A step published it. */
  void marked(long ofStep, long time) {
    step = ofStep;
    markedAt = time;
  }

  /** Its manifest came. */
  void published(ModelManifest of) {
    step = of.getStep();
    retired = false;
    manifest =
        Optional.of(
            new Manifest(
                of.getPublishedAt().toEpochMilli(),
                of.getBytes(),
                Names.cut(of.getSha256()),
                Names.cut(of.getHeld()),
                Names.values(of.getMetrics(), MOST_METRICS)));
  }

  void retired() {
    retired = true;
  }

  void released() {
    released = true;
  }

  /**
   * It answered.
   *
   * @param since from which on all answers are known
   */
  void answered(long time, long since) {
    answersSince = since;
    answeredAt = answeredAt < 0 ? time : Math.min(answeredAt, time);
  }

  boolean isHeld() {
    return manifest.isPresent() && !manifest.get().held().isEmpty() && !released;
  }

  String held() {
    return manifest.map(Manifest::held).orElse("");
  }

  /** When it was published; -1 where that is not known. */
  long at() {
    return manifest.map(Manifest::publishedAt).orElse(markedAt);
  }

  void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("key").value(key.manifestKey());
    out.name("generation").value(key.generation());
    out.name("version").value(key.version());
    out.name("step").value(step);
    out.name("t").value(at());
    out.name("there").value(manifest.isPresent() && !retired);
    out.name("held").value(isHeld() ? held() : "");
    out.name("bytes").value(manifest.map(Manifest::bytes).orElse(0L));
    out.name("sha256").value(manifest.map(Manifest::sha256).orElse(""));
    out.name("answeredAt").value(answeredAt);
    out.name("latency");
    Json.number(out, latency());
    out.name("metrics");
    Json.counts(out, manifest.map(Manifest::metrics).orElse(Map.of()));
    out.endObject();
  }

  /** From publication to the first answer, in milliseconds; NaN where one of them is not known. */
  private double latency() {
    boolean known = at() >= answersSince && answeredAt >= at() && at() >= 0;
    return known ? answeredAt - at() : Double.NaN;
  }
}
