package dev.tandem.app.run;

import java.nio.file.Path;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.selector.BasicContextSelector;

/**
 * Where the log goes; to be decided before the first logger exists. {@code log4j2.properties} reads
 * what is set here.
 */
public final class Logging {
  private Logging() {}

  /** Warnings of others and our own news to the standard error stream; all of it if verbose. */
  public static void toConsole(boolean verbose) {
    set("stderr", verbose);
  }

  /** The same without our own news: for a command that tells all itself. */
  public static void warningsToConsole(boolean verbose) {
    System.setProperty("tandem.log.news", verbose ? "info" : "warn");
    toConsole(verbose);
  }

  /** To a file, which is created by the first entry. */
  public static void toFile(Path file, boolean verbose) {
    System.setProperty("tandem.log.file", file.toString());
    set("file", verbose);
  }

  /** Nowhere: the command says itself what is wrong. */
  public static void off() {
    set("nowhere", false);
  }

  private static void set(String target, boolean verbose) {
    System.setProperty("tandem.log.to", target);
    System.setProperty("tandem.log.level", verbose ? "info" : "warn");
    // one context, not one for each of the class loaders that Flink has
    System.setProperty("log4j2.contextSelector", BasicContextSelector.class.getName());
    LoggerContext.getContext(false)
        .getConfiguration()
        .getRootLogger()
        .addFilter(new OrderlyEndFilter());
  }
}
