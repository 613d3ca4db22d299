package dev.tandem.trainer.job;

import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.stream.door.RecordReader;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.Timed;
import dev.tandem.trainer.assembly.FeatureReader;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.labels.LabelReader;
import dev.tandem.trainer.labels.LabelSpace;
import dev.tandem.trainer.labels.Targets;
import dev.tandem.trainer.labels.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Reads features and labels of any feed: as a door does whose settings are what the record says of
 * itself, its shape and its class. For those who do not know the job's settings.
 */
public final class AnyReader implements RecordReader<Timed> {
  private static final long serialVersionUID = 1L;

  @Override
  public Timed read(RawRecord raw, SpecificRecordBase decoded) {
    if (decoded instanceof Features features) {
      return new FeatureReader(0, contract(features)).read(raw, features);
    }
    if (decoded instanceof Label label) {
      return new LabelReader(space(label)).read(raw, label);
    }
    throw new RejectedRecordException("no feed writes a " + decoded.getClass().getSimpleName());
  }

  private static ModalityContract contract(Features features) {
    return new ModalityContract(
        features.getModality(),
        features.getExtractor().getName(),
        features.getExtractor().getVersion(),
        features.getShape());
  }

  private static LabelSpace space(Label label) {
    int targets = label.getTargets().size();
    return targets == 0
        ? Vocabulary.fixed(List.of(label.getClassName()))
        : new Targets(IntStream.range(0, targets).mapToObj(target -> "t" + target).toList());
  }
}
