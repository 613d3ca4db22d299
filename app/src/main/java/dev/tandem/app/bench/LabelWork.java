package dev.tandem.app.bench;

import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.trainer.labels.Vocabulary;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Labels that are read, each of the next class. */
final class LabelWork implements Grower.Work {
  private static final int BATCH = 1_000;

  private final List<String> names;
  private final Vocabulary vocabulary;
  private int next;

  LabelWork(int classes) {
    names = names(classes);
    vocabulary = Vocabulary.fixed(names);
  }

  static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj("class-%d"::formatted).toList();
  }

  @Override
  public long run() {
    for (int i = 0; i < BATCH; i++) {
      next = (next + 1) % names.size();
      vocabulary.read(
          new Label("c", Instant.EPOCH, "s", "", names.get(next), List.of(), LabelKind.LABEL));
    }
    return BATCH;
  }
}
