package dev.tandem.app.run;

import dev.tandem.schemas.UnfitTopicsException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.stream.door.LostRecords;
import java.nio.file.Path;
import java.util.List;

/** Whether a job can go on from a checkpoint without jumping over records. */
final class LossCheck {
  private LossCheck() {}

  /**
   * What retention has taken of what the job at {@code savepoint} had yet to read.
   *
   * @param accepted whether the job is to go on nevertheless
   * @throws UnfitTopicsException if that is more than nothing and not accepted
   */
  static List<LostRecords> require(Path savepoint, KafkaConnection kafka, boolean accepted) {
    List<LostRecords> lost = LostRecords.before(SavepointPositions.of(savepoint), kafka);
    if (!lost.isEmpty() && !accepted) {
      throw new UnfitTopicsException(
          "the job would go on from %s, but retention has taken what it has not read: %s. Go on without it with --accept-loss, which the next versions' provenance says, or begin anew in another --state directory"
              .formatted(savepoint, LostRecords.text(lost)));
    }
    return lost;
  }
}
