package dev.tandem.app.bench;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.serving.inference.TopClasses;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Answers that name the most probable classes, as bytes. */
final class AnswerWork implements Grower.Work {
  private final List<String> names;
  private final Prediction full;

  AnswerWork(int classes) {
    names = LabelWork.names(classes);
    List<Float> probabilities =
        IntStream.range(0, classes).mapToObj(c -> (c * 31 % classes + 1f) / classes).toList();
    List<HeadPrediction> heads =
        List.of("fused", "audio", "video").stream()
            .map(h -> new HeadPrediction(h, names.get(0), probabilities, List.of(), List.of()))
            .toList();
    full = new Prediction("c", Instant.EPOCH, "av", 1, 1, true, names.get(0), 1f, heads, List.of());
  }

  @Override
  public long run() {
    Wire.encode(TopClasses.AUTO.of(full, names));
    return 1;
  }
}
