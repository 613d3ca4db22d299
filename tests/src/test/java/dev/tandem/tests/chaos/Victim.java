package dev.tandem.tests.chaos;

/** What is killed. */
enum Victim {
  /** The one that the trainer runs on. */
  TASK_MANAGER,
  JOB_MANAGER,
  BROKER,
  /** Started again by hand, as the others are by it. */
  SUPERVISOR,
  /** Started again by hand. */
  INGEST,
  /** Started again by hand. */
  SERVING
}
