package dev.tandem.tests.chaos;

/** Damage that the comparison must notice. */
enum Sabotage {
  NONE,
  /** A batch of clips never arrives. */
  LOSE_BATCH
}
