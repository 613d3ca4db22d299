package dev.tandem.app.run;

import dev.tandem.app.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where each job of a kept directory goes on from: the newest checkpoint of its last run, or else
 * the savepoint that it was stopped with or had been restored from. Written before it is needed, so
 * that a run that was killed can be resumed, too.
 */
public final class ResumePoints {
  private static final String RUNS = "runs";
  private static final String STREAM = "stream";
  private static final String CLIPS = "clips";

  private final Path file;
  private final Path checkpoints;
  private final Properties values = new Properties();

  /**
   * @param file is created when there is something to say
   * @param checkpoints Flink's directory, with one directory for each job id
   */
  public ResumePoints(Path file, Path checkpoints) {
    this.file = file;
    this.checkpoints = checkpoints;
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        values.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** Runs on this directory before this one. */
  public int runs() {
    return Integer.parseInt(values.getProperty(RUNS, "0"));
  }

  /** A run begins, whose feed is {@code stream}. */
  public void began(String stream) {
    values.setProperty(RUNS, Integer.toString(runs() + 1));
    values.setProperty(STREAM, stream);
    store();
  }

  /** Clips of the feed that the runs before this one have published. */
  public long clips() {
    return Long.parseLong(values.getProperty(CLIPS, "0"));
  }

  /** The run's feed has written its end marks, after {@code clips} clips. */
  public void feedEnded(long clips) {
    values.setProperty(CLIPS, Long.toString(clips() + clips));
    values.remove(STREAM);
    store();
  }

  /** The stream of a run that was killed before its feed ended. */
  public Optional<String> abandonedStream() {
    return Optional.ofNullable(values.getProperty(STREAM));
  }

  /**
   * Empty where the job has never completed a checkpoint.
   *
   * @throws UsageException if the job's state is named and gone
   */
  public Optional<Path> of(String job) {
    return Optional.ofNullable(values.getProperty(job + ".id"))
        .flatMap(id -> newestCheckpoint(checkpoints.resolve(id)))
        .or(() -> Optional.ofNullable(values.getProperty(job + ".savepoint")).map(this::named));
  }

  private Path named(String savepoint) {
    Path path = directory().resolve(savepoint);
    if (!Files.exists(path)) {
      throw new UsageException(
          "%s names the savepoint %s, which is gone; put it back, or begin anew in another directory"
              .formatted(file, path));
    }
    return path;
  }

  /**
   * The job runs now.
   *
   * @param id names its directory of checkpoints
   * @param restored what {@link #of} said
   */
  public void started(String job, String id, Optional<Path> restored) {
    restored.ifPresent(path -> values.setProperty(job + ".savepoint", relative(path)));
    values.setProperty(job + ".id", id);
    store();
  }

  /** The job has ended with everything it knew in {@code savepoint}. */
  public void stopped(String job, Path savepoint) {
    values.setProperty(job + ".savepoint", relative(savepoint));
    values.remove(job + ".id");
    store();
  }

  /** So that the directory may be moved. */
  private String relative(Path path) {
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(directory())
        ? directory().relativize(absolute).toString()
        : absolute.toString();
  }

  private Path directory() {
    return file.toAbsolutePath().getParent();
  }

  /** A checkpoint is complete when it has its metadata file. */
  private static Optional<Path> newestCheckpoint(Path job) {
    if (!Files.isDirectory(job)) {
      return Optional.empty();
    }
    try (Stream<Path> directories = Files.list(job)) {
      return directories
          .filter(directory -> Files.exists(directory.resolve("_metadata")))
          .max(Comparator.comparingLong(ResumePoints::number));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + job, e);
    }
  }

  /**
   * The newest complete checkpoint under {@code checkpoints}, or savepoint under {@code
   * savepoints}, of any job, by the time it was written.
   */
  public static Optional<Path> newest(Path checkpoints, Path savepoints) {
    Stream<Path> written =
        Stream.concat(
            list(checkpoints).stream().flatMap(job -> newestCheckpoint(job).stream()),
            list(savepoints).stream()
                .filter(directory -> Files.exists(directory.resolve("_metadata"))));
    return written.max(Comparator.comparing(ResumePoints::written));
  }

  private static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(directory)) {
      return found.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static FileTime written(Path checkpoint) {
    try {
      return Files.getLastModifiedTime(checkpoint.resolve("_metadata"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + checkpoint, e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", "0"));
  }

  private void store() {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (OutputStream out = Files.newOutputStream(draft)) {
      values.store(out, "Where the jobs of the next run go on from.");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + draft, e);
    }
    try {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
