package dev.tandem.tests.chaos;

/** What is killed. */
enum Victim {
  /** The one that the trainer runs on. */
  TASK_MANAGER,
  JOB_MANAGER,
  BROKER,
  SUPERVISOR,
  INGEST
}
