package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.Prediction;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The last clips of the stream that people teach with, each with its label and its answer. */
final class Lessons implements Section {
  /** Clips that are held. */
  static final int MOST = 60;

  private static final int MOST_CLASSES = 200;

  private static final class Lesson {
    private Optional<String> truth = Optional.empty();
    private long saidAt = Long.MIN_VALUE;
    private Optional<Prediction> answer = Optional.empty();
  }

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

  private static void write(JsonWriter out, Prediction answer) throws IOException {
    out.beginObject();
    out.name("text").value(Names.cut(answer.getClassName()));
    out.name("version").value("%d.%d".formatted(answer.getGeneration(), answer.getVersion()));
    out.name("heads").beginArray();
    for (HeadPrediction head : answer.getHeads()) {
      out.beginObject();
      out.name("name").value(Names.cut(head.getHead()));
      out.name("text").value(Names.cut(head.getClassName()));
      writeProbabilities(out, head);
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }

  /** Names only where the record has them; else the order is that of the model. */
  private static void writeProbabilities(JsonWriter out, HeadPrediction head) throws IOException {
    List<String> names = head.getClassNames();
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
