package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.Prediction;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;

/**
 * The last clips that were looked at, as pictures, with what they show and what was answered.
 * Pictures are large and never change, so they are written apart, and once.
 */
final class Strip implements Section {
  /** Clips that are held. */
  static final int MOST = 10;

  /** Answers and labels that are held for clips that are looked at later. */
  static final int SAID = 3_000;

  private static final int MOST_PARTS = 8;

  private record Shown(long number, Clip clip) {}

  private final Deque<Shown> clips = new ArrayDeque<>();
  private final Recent<String, Said> answers = new Recent<>(SAID);
  private final Recent<String, String> truths = new Recent<>(SAID);
  private long numbers;

  void offer(Clip clip) {
    if (clips.stream().anyMatch(shown -> shown.clip().getClipId().equals(clip.getClipId()))) {
      return;
    }
    clips.addLast(new Shown(++numbers, clip));
    if (clips.size() > MOST) {
      clips.removeFirst();
    }
  }

  void offer(Prediction answer) {
    answers.putIfAbsent(answer.getClipId(), Said.of(answer));
  }

  void offer(Label label) {
    truths.put(label.getClipId(), Said.of(label));
  }

  /** Number of the newest clip; 0 before the first. */
  long newest() {
    return numbers;
  }

  @Override
  public String name() {
    return "strip";
  }

  /** The newest last. */
  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginArray();
    for (Shown shown : clips) {
      Clip clip = shown.clip();
      out.beginObject();
      out.name("number").value(shown.number());
      out.name("id").value(Names.cut(clip.getClipId()));
      out.name("t").value(clip.getClipTime().toEpochMilli());
      out.name("complete").value(clip.getComplete());
      out.name("truth").value(Optional.ofNullable(truths.get(clip.getClipId())).orElse(""));
      out.name("answer");
      Said answer = answers.get(clip.getClipId());
      if (answer == null) {
        out.nullValue();
      } else {
        answer.write(out);
      }
      out.endObject();
    }
    out.endArray();
  }

  /** The pictures of clips behind the one with that number. */
  void writePictures(JsonWriter out, long behind) throws IOException {
    out.beginArray();
    for (Shown shown : clips) {
      if (shown.number() > behind) {
        write(out, shown);
      }
    }
    out.endArray();
  }

  private static void write(JsonWriter out, Shown shown) throws IOException {
    out.beginObject();
    out.name("number").value(shown.number());
    out.name("parts").beginArray();
    for (ClipPart part : shown.clip().getParts().stream().limit(MOST_PARTS).toList()) {
      Optional<Picture> picture = Picture.of(part);
      out.beginObject();
      out.name("modality").value(Names.cut(part.getModality()));
      out.name("extractor").value(Names.cut(part.getExtractor().getName()));
      out.name("width").value(picture.map(Picture::width).orElse(0));
      out.name("height").value(picture.map(Picture::height).orElse(0));
      out.name("axes").value(part.getShape().size());
      out.name("grey")
          .value(picture.map(p -> Base64.getEncoder().encodeToString(p.grey())).orElse(""));
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }
}
