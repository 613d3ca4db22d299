package dev.tandem.tests.chaos;

/** When it is killed, as seen in the log of Flink's JobManager and in what the trainer writes. */
enum Point {
  /** After another kill, of the TaskManager: all tasks run again, no step was taken yet. */
  ASSEMBLY,
  /** A step has just been written; the next is due. */
  MID_STEP,
  /** A checkpoint is being taken: its transactions are open. */
  BEFORE_COMMIT,
  /** A checkpoint has just completed: its transactions are being committed. */
  DURING_COMMIT,
  /** After another kill, of the TaskManager: the trainer is being restored. */
  DURING_RESTORE;

  /** Whether no steps can run there. */
  boolean isAfterAnotherKill() {
    return this == ASSEMBLY || this == DURING_RESTORE;
  }
}
