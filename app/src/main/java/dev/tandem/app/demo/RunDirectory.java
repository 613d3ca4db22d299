package dev.tandem.app.demo;

import dev.tandem.app.run.Occupancy;
import dev.tandem.app.run.ResumePoints;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Kafka and Flink keep their files during a run: a temporary directory that goes with the
 * run, or one to keep, which only one run at a time may use.
 */
public final class RunDirectory implements AutoCloseable {
  private final Path path;
  private final Optional<Occupancy> occupancy;

  private RunDirectory(Path path, Optional<Occupancy> occupancy) {
    this.path = path;
    this.occupancy = occupancy;
  }

  /** Throws {@link UsageException} for a directory that cannot be used, saying why. */
  public static RunDirectory open(Optional<Path> keep) {
    return keep.map(RunDirectory::kept).orElseGet(RunDirectory::temporary);
  }

  private static RunDirectory temporary() {
    try {
      return new RunDirectory(Files.createTempDirectory("tandem-demo-"), Optional.empty());
    } catch (IOException e) {
      throw noTemporary(e);
    }
  }

  /** A new file outside any run's directory; it stays when the run has gone. */
  public static Path temporaryFile(String prefix, String suffix) {
    try {
      return Files.createTempFile(prefix, suffix);
    } catch (IOException e) {
      throw noTemporary(e);
    }
  }

  private static UsageException noTemporary(IOException e) {
    return new UsageException(
        "the folder for temporary files %s cannot be written: %s; name another with TMPDIR"
            .formatted(System.getProperty("java.io.tmpdir"), reason(e)));
  }

  private static RunDirectory kept(Path path) {
    Occupancy taken = Occupancy.take(path, "--keep", "tandem demo");
    return new RunDirectory(path.toAbsolutePath(), Optional.of(taken));
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  /** Something to go on from is there now: a directory to keep stays, even if the run fails. */
  void settle() {
    occupancy.ifPresent(Occupancy::settle);
  }

  boolean isKept() {
    return occupancy.isPresent();
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path flink() {
    return path.resolve("flink");
  }

  /** Where the jobs go on from. */
  ResumePoints resumePoints() {
    return new ResumePoints(path.resolve("jobs.properties"), flink().resolve("checkpoints"));
  }

  /** What the directory was begun with. */
  Path settings() {
    return path.resolve("settings.properties");
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      if (occupancy.isPresent()) {
        occupancy.get().close();
      } else {
        delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + path, e);
    }
  }

  private static void delete(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
