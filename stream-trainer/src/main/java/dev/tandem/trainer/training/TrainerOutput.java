package dev.tandem.trainer.training;

import dev.tandem.trainer.publication.OutRecord;

/** Where a model's words go. */
interface TrainerOutput {
  /** Records of a version; those of one call to the trainer end up in one transaction. */
  void model(OutRecord record);

  void training(OutRecord record);
}
