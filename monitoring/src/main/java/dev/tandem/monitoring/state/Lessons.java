package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The last clips of the stream that people teach with, each with its label and its answer. */
final class Lessons implements Section {
  /** Clips that are held. */
  static final int MOST = 60;

  private static final int MOST_CLASSES = 200;

  private static final class Lesson {
    private Optional<String> truth = Optional.empty();
    private long saidAt = Long.MIN_VALUE;
    private long step;
    private Optional<Prediction> answer = Optional.empty();
  }

  private final Recent<String, List<String>> outputs = new Recent<>(MOST);
  private final Recent<String, Lesson> lessons = new Recent<>(MOST);
  private Optional<String> stream = Optional.empty();

  /** Nothing is held before this is said. */
  void of(String taught) {
    stream = Optional.of(taught);
  }

  void offer(Label label, long time) {
    lesson(label.getClipId())
        .filter(lesson -> time >= lesson.saidAt)
        .ifPresent(
            lesson -> {
              lesson.saidAt = time;
              lesson.truth = Optional.of(Said.of(label));
            });
  }

  void offer(Prediction answer) {
    lesson(answer.getClipId())
        .filter(lesson -> lesson.answer.isEmpty())
        .ifPresent(lesson -> lesson.answer = Optional.of(answer));
  }

  /** Names of a version's outputs, in their order. */
  void offer(ModelManifest version) {
    outputs.put(name(version.getGeneration(), version.getVersion()), version.getClassNames());
  }

  /** The clips of a step are learned. */
  void offer(TrainingEvent step) {
    step.getClipIds().stream()
        .map(lessons::get)
        .filter(Objects::nonNull)
        .forEach(lesson -> lesson.step = step.getStep());
  }

  private static String name(int generation, int version) {
    return "%d.%d".formatted(generation, version);
  }

  private Optional<Lesson> lesson(String clip) {
    return stream
        .filter(of -> clip.startsWith(of + "-"))
        .map(of -> lessons.computeIfAbsent(clip, id -> new Lesson()));
  }

  @Override
  public String name() {
    return "lessons";
  }

  /** The newest last. */
  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginArray();
    for (var lesson : lessons.entrySet()) {
      out.beginObject();
      out.name("id").value(Names.cut(lesson.getKey()));
      out.name("truth").value(lesson.getValue().truth.orElse(""));
      out.name("step").value(lesson.getValue().step);
      out.name("answer");
      if (lesson.getValue().answer.isPresent()) {
        write(out, lesson.getValue().answer.get());
      } else {
        out.nullValue();
      }
      out.endObject();
    }
    out.endArray();
  }

  private void write(JsonWriter out, Prediction answer) throws IOException {
    out.beginObject();
    out.name("text").value(Names.cut(answer.getClassName()));
    out.name("version").value(name(answer.getGeneration(), answer.getVersion()));
    out.name("heads").beginArray();
    for (HeadPrediction head : answer.getHeads()) {
      out.beginObject();
      out.name("name").value(Names.cut(head.getHead()));
      out.name("text").value(Names.cut(head.getClassName()));
      writeProbabilities(out, head, named(answer, head));
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  /** Records name classes only where they have not all of them. */
  private List<String> named(Prediction answer, HeadPrediction head) {
    return head.getClassNames().isEmpty()
        ? outputs.getOrDefault(name(answer.getGeneration(), answer.getVersion()), List.of())
        : head.getClassNames();
  }

  private static void writeProbabilities(JsonWriter out, HeadPrediction head, List<String> names)
      throws IOException {
    out.name("names").beginArray();
    for (String name : names.stream().limit(MOST_CLASSES).toList()) {
      out.value(Names.cut(name));
    }
    out.endArray();
    out.name("probabilities").beginArray();
    for (float probability : head.getProbabilities().stream().limit(MOST_CLASSES).toList()) {
      Json.number(out, probability);
    }
    out.endArray();
  }
}
