package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.monitoring.state.Happenings.Weight;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The newest versions of the model: which there are, which one answers, and what was said. */
final class Versions implements Section {
  /** That are held. */
  static final int MOST = 400;

  private static final int MOST_OUTPUTS = 500;

  private final String model;
  private final Happenings happenings;
  private final NavigableMap<ModelKey, VersionFacts> versions = new TreeMap<>();
  private Optional<ControlEvent> pin = Optional.empty();
  private Optional<ModelKey> live = Optional.empty();
  private List<String> outputs = List.of();
  private long answersSince = Long.MAX_VALUE;

  Versions(String model, Happenings happenings) {
    this.model = model;
    this.happenings = happenings;
  }

  /** A step, which may have published one. */
  void offer(TrainingEvent step, long time) {
    if (step.getPublishedVersion() > 0 && step.getGeneration() > 0) {
      of(step.getGeneration(), step.getPublishedVersion()).marked(step.getStep(), time);
    }
  }

  /** One was published. */
  void offer(ModelManifest manifest, long time) {
    if (manifest.getVersion() < 1 || manifest.getGeneration() < 1) {
      return;
    }
    VersionFacts facts = of(manifest.getGeneration(), manifest.getVersion());
    boolean known = facts.isHeld();
    facts.published(manifest);
    outputs = manifest.getClassNames().stream().limit(MOST_OUTPUTS).map(Names::cut).toList();
    if (facts.isHeld() && !known) {
      happenings.add(
          time,
          Weight.WARNING,
          "hold",
          "%d.%d is held: %s"
              .formatted(manifest.getGeneration(), manifest.getVersion(), facts.held()));
    }
  }

  /** One left retention. */
  void retired(ModelKey key) {
    Optional.ofNullable(versions.get(key)).ifPresent(VersionFacts::retired);
  }

  /** Somebody said something of the model; what is said of a stream is not for here. */
  void offer(ControlEvent word, long time) {
    switch (word.getAction()) {
      case PIN -> pin = Optional.of(word);
      case UNPIN, FOLLOW -> pin = Optional.empty();
      case RELEASE -> released(word);
      default -> {} // told by what the trainer makes of it, too
    }
    happenings.add(time, Weight.NEWS, "word", said(word));
  }

  private void released(ControlEvent word) {
    if (word.getGeneration() > 0 && word.getVersion() > 0) {
      of(word.getGeneration(), word.getVersion()).released();
    }
  }

  private static String said(ControlEvent word) {
    String version =
        word.getVersion() == 0
            ? ""
            : " of %d.%d".formatted(word.getGeneration(), word.getVersion());
    String why = word.getWhy().isEmpty() ? "" : ": " + word.getWhy();
    return word.getAction().name().toLowerCase(Locale.ROOT)
        + version
        + " by "
        + word.getWho()
        + why;
  }

  /** The version of it answered at {@code time}. */
  void offer(Prediction answer, long time) {
    answersSince = Math.min(answersSince, time);
    if (answer.getGeneration() < 1 || answer.getVersion() < 1) {
      return;
    }
    ModelKey key = new ModelKey(model, answer.getGeneration(), answer.getVersion());
    of(key.generation(), key.version()).answered(time, answersSince);
    live = Optional.of(key);
  }

  private VersionFacts of(int generation, int version) {
    VersionFacts facts =
        versions.computeIfAbsent(new ModelKey(model, generation, version), VersionFacts::new);
    if (versions.size() > MOST) {
      versions.pollFirstEntry();
    }
    return facts;
  }

  @Override
  public String name() {
    return "versions";
  }

  /** The newest last. */
  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("live").value(live.map(ModelKey::manifestKey).orElse(""));
    out.name("outputs");
    Json.texts(out, outputs);
    out.name("pin");
    if (pin.isPresent()) {
      write(out, pin.get());
    } else {
      out.nullValue();
    }
    out.name("list").beginArray();
    for (VersionFacts facts : versions.values()) {
      facts.write(out);
    }
    out.endArray();
    out.endObject();
  }

  private void write(JsonWriter out, ControlEvent word) throws IOException {
    out.beginObject();
    out.name("key").value("%s@%d.%d".formatted(model, word.getGeneration(), word.getVersion()));
    out.name("who").value(Names.cut(word.getWho()));
    out.name("why").value(Names.cut(word.getWhy()));
    out.name("t").value(word.getTime().toEpochMilli());
    out.endObject();
  }
}
