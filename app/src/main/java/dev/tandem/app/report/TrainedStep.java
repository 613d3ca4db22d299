package dev.tandem.app.report;

import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the report needs of one training step; much smaller than its event.
 *
 * @param clips that were trained in it
 * @param pace multiplier of the learning rate by modality
 */
public record TrainedStep(
    long step,
    Instant writtenAt,
    int clips,
    List<HeadResult> heads,
    SortedMap<String, Double> pace) {

  static TrainedStep of(TrainingEvent event) {
    SortedMap<String, Double> pace = new TreeMap<>();
    for (ModalityPace modality : event.getPaces()) {
      pace.put(modality.getModality(), modality.getPace());
    }
    return new TrainedStep(
        event.getStep(), event.getWrittenAt(), event.getClipIds().size(), event.getHeads(), pace);
  }
}
