package dev.tandem.tests.chaos;

/** When it is killed, as seen from outside. */
enum Point {
  /** Clips are being joined; no step yet since the job started. */
  ASSEMBLY,
  /** Steps run. */
  STEP,
  /** A checkpoint is being taken: its transactions are open. */
  CHECKPOINT,
  /** A checkpoint has just completed: its transactions are being committed. */
  COMMIT,
  /** The job is starting again after the kill before. */
  RESTORE
}
