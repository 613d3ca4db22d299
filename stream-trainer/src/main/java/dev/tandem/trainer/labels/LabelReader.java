package dev.tandem.trainer.labels;

import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.stream.door.RecordReader;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** Reads labels and refuses those that say what no label may. */
public final class LabelReader implements RecordReader<KnownLabel> {
  private static final long serialVersionUID = 1L;

  private final LabelSpace space;

  public LabelReader(LabelSpace space) {
    this.space = space;
  }

  @Override
  public KnownLabel read(RawRecord raw, SpecificRecordBase decoded) {
    if (!(decoded instanceof Label label)) {
      throw new RejectedRecordException(
          "expected a Label but got a " + decoded.getClass().getSimpleName());
    }
    String key = new String(raw.key(), StandardCharsets.UTF_8);
    if (!label.getClipId().equals(key)) {
      throw new RejectedRecordException(
          "the record's key is '%s'; must be its clip id '%s'".formatted(key, label.getClipId()));
    }
    if (raw.origin().timestamp() < label.getClipTime().toEpochMilli()) {
      throw new RejectedRecordException(
          "the record's time %d is before its clip time %d"
              .formatted(raw.origin().timestamp(), label.getClipTime().toEpochMilli()));
    }
    return new KnownLabel(
        label.getClipId(),
        label.getClipTime().toEpochMilli(),
        label.getStream(),
        label.getKind(),
        said(label),
        raw.origin(),
        raw.value(),
        false);
  }

  private Optional<LabelValue> said(Label label) {
    if (label.getKind() == LabelKind.RETRACTION) {
      requireNothingSaid(label);
      return Optional.empty();
    }
    try {
      return Optional.of(space.read(label));
    } catch (IllegalArgumentException e) {
      throw new RejectedRecordException(e.getMessage());
    }
  }

  private static void requireNothingSaid(Label label) {
    if (!label.getClassName().isEmpty() || !label.getTargets().isEmpty()) {
      throw new RejectedRecordException(
          "it takes a label back, and has the class '%s' and %d targets; must have neither"
              .formatted(label.getClassName(), label.getTargets().size()));
    }
  }
}
