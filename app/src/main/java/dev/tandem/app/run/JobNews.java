package dev.tandem.app.run;

/** What a job that runs has to tell, for people. */
interface JobNews extends AutoCloseable {
  /** Looks for more; by the thread that closes it. */
  default void poll() {}

  /** By any thread. */
  String text();

  @Override
  default void close() {}
}
