package dev.tandem.app.demo;

import dev.tandem.app.UsageException;
import dev.tandem.app.run.ResumePoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
  private final Optional<FileChannel> lock;

  private RunDirectory(Path path, Optional<FileChannel> lock) {
    this.path = path;
    this.lock = lock;
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
    Path directory = path.toAbsolutePath();
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve("tandem.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!tryLock(channel)) {
        channel.close();
        throw new UsageException(
            "--keep is %s, which another demo is using; end that one, or name another directory"
                .formatted(path));
      }
      return new RunDirectory(directory, Optional.of(channel));
    } catch (IOException e) {
      throw new UsageException(
          "--keep is %s, which cannot be written: %s; name a directory that you may write"
              .formatted(path, reason(e)));
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
  }

  boolean isKept() {
    return lock.isPresent();
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
      if (lock.isPresent()) {
        lock.get().close();
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
