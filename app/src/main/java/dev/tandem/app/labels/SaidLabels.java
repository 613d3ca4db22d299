package dev.tandem.app.labels;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Labels of some clips, as they were read, and which of them count. */
public final class SaidLabels {
  private static final Comparator<SaidLabel> BY_TIME =
      Comparator.comparing(SaidLabel::known)
          .thenComparing(SaidLabel::value, Arrays::compareUnsigned);

  private final List<SaidLabel> labels = new ArrayList<>();

  /** Whether it is a label that is {@code wanted}; passes over all else. */
  boolean offer(ConsumerRecord<byte[], byte[]> record, Predicate<Label> wanted) {
    try {
      if (Wire.decode(record.value()) instanceof Label label && wanted.test(label)) {
        labels.add(
            new SaidLabel(
                label,
                record.value(),
                Instant.ofEpochMilli(record.timestamp()),
                LabelWord.of(record.headers().lastHeader(LabelWord.HEADER))));
        return true;
      }
      return false;
    } catch (WireException junk) {
      return false;
    }
  }

  /**
   * The one that counts for a clip, if all became known in time; it may take back what was said.
   */
  public Optional<SaidLabel> counting(String clip) {
    return counting(clip, all -> true);
  }

  /** The one that counted for the clip of {@code last}, given by hand, before it was said. */
  public Optional<SaidLabel> before(SaidLabel last) {
    Instant said = last.word().orElseThrow().said();
    return counting(
        last.label().getClipId(),
        label -> label.word().isEmpty() || label.word().get().said().isBefore(said));
  }

  private Optional<SaidLabel> counting(String clip, Predicate<SaidLabel> wanted) {
    List<SaidLabel> all =
        labels.stream()
            .filter(label -> label.label().getClipId().equals(clip))
            .filter(wanted)
            .toList();
    return all.stream()
        .filter(label -> label.label().getKind() != LabelKind.LABEL)
        .max(BY_TIME)
        .or(() -> all.stream().min(BY_TIME));
  }

  /** The last one that was given by hand and not taken back since. */
  public Optional<SaidLabel> lastWord() {
    Deque<SaidLabel> standing = new ArrayDeque<>();
    labels.stream()
        .filter(label -> label.word().isPresent())
        .sorted(Comparator.comparing(label -> label.word().get().said()))
        .forEach(
            label -> {
              if (label.word().get().undo()) {
                takeBack(label.label().getClipId(), standing);
              } else {
                standing.addLast(label);
              }
            });
    return Optional.ofNullable(standing.peekLast());
  }

  private static void takeBack(String clip, Deque<SaidLabel> standing) {
    Iterator<SaidLabel> backwards = standing.descendingIterator();
    while (backwards.hasNext()) {
      if (backwards.next().label().getClipId().equals(clip)) {
        backwards.remove();
        return;
      }
    }
  }

  /** When the last of any clip became known; empty without any. */
  Optional<Instant> latest(String clip) {
    return labels.stream()
        .filter(label -> label.label().getClipId().equals(clip))
        .map(SaidLabel::known)
        .max(Comparator.naturalOrder());
  }
}
