package dev.tandem.app.bench;

/** One way to work through a log, measured against the others in turn. */
interface Contender {
  /** The key of its figure in the report, in camel case. */
  String name();

  /**
   * Works through the log once.
   *
   * @param round tells its topics, groups and models apart from those of other rounds
   * @return feature records per second
   */
  Figure run(int round);
}
