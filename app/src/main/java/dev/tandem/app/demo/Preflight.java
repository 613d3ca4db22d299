package dev.tandem.app.demo;

import dev.tandem.cluster.LoopbackPort;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What can be known to go wrong before anything heavy starts. Every message says what to do. */
public final class Preflight {
  static final long DISK_BYTES = 2L << 30;

  private Preflight() {}

  /** Throws {@link UsageException} where {@code plan} cannot be carried out. */
  static void check(DemoPlan plan, FeedDescription feed, RunDirectory directory) {
    plan.report().ifPresent(Preflight::checkReport);
    plan.board().html().ifPresent(html -> checkFile("--html", html));
    checkPort("--port", plan.ports().kafka());
    checkPort("--web-port", plan.ports().web());
    checkPort("--board-port", plan.ports().board());
    checkDisk(directory);
    checkClips(plan, feed);
    checkLabels(plan, feed);
  }

  private static void checkLabels(DemoPlan plan, FeedDescription feed) {
    if (!feed.isLabelled()) {
      throw new UsageException(
          "the feed %s has no labels, so nothing could be learned; name files {label}_name.mp4, put them into a folder for each class, write a labels.csv beside them, or fill the column label of a folder of features"
              .formatted(plan.feed()));
    }
  }

  /** Throws {@link UsageException} where no report can be written there. */
  public static void checkReport(Path report) {
    checkFile("--report", report);
  }

  private static void checkFile(String option, Path named) {
    Path file = named.toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new UsageException("%s is %s, a directory; name a file".formatted(option, named));
    }
    if (!Files.isDirectory(file.getParent())) {
      throw new UsageException(
          "%s is %s, but there is no directory %s; create it, or name another file"
              .formatted(option, named, file.getParent()));
    }
    try {
      Files.delete(Files.createTempFile(file.getParent(), ".report", ".json"));
    } catch (IOException e) {
      throw new UsageException(
          "%s is %s, but %s cannot be written; name a file in a directory that you may write"
              .formatted(option, named, file.getParent()));
    }
  }

  private static void checkPort(String option, OptionalInt port) {
    if (port.isPresent() && !LoopbackPort.isFree(port.getAsInt())) {
      throw new UsageException(
          "%s is %d, which another process uses; name another, or leave it out for any free port"
              .formatted(option, port.getAsInt()));
    }
  }

  private static void checkDisk(RunDirectory directory) {
    long free = directory.path().toFile().getUsableSpace();
    if (free < DISK_BYTES) {
      throw new UsageException(
          "%s has %d MB of free space; the demo needs %d MB. Make room, or name another disk with --keep DIR or TMPDIR"
              .formatted(directory.path(), free >> 20, DISK_BYTES >> 20));
    }
  }

  private static void checkClips(DemoPlan plan, FeedDescription feed) {
    if (plan.clips().isPresent()
        && feed.clips().isPresent()
        && plan.clips().getAsLong() > feed.clips().getAsLong()) {
      throw new UsageException(
          "--clips is %d, but the feed %s has %d; ask for at most those, or leave --clips out"
              .formatted(plan.clips().getAsLong(), plan.feed(), feed.clips().getAsLong()));
    }
  }
}
