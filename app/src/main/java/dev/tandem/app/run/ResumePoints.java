package dev.tandem.app.run;

import dev.tandem.app.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Where each job of a kept directory goes on from: the newest checkpoint of its last run, or else
 * the savepoint that it was stopped with or had been restored from. Written before it is needed, so
 * that a run that was killed can be resumed, too.
 */
public final class ResumePoints {
  private static final String RUNS = "runs";
  private static final String STREAM = "stream";
  private static final String CLIPS = "clips";
  private static final String SAVEPOINT = ".savepoint";
  private static final String CLUSTER = ".cluster";

  private final Path file;
  private final List<Path> checkpoints;
  private final Path home;
  private final Properties values;
  private final Supplier<Optional<Path>> newest;

  /**
   * @param file is created when there is something to say
   * @param checkpoints Flink's directory, with one directory for each job id
   */
  public ResumePoints(Path file, Path checkpoints) {
    this(
        file, List.of(checkpoints), file.toAbsolutePath().getParent(), read(file), Optional::empty);
  }

  /**
   * @param home may be moved as a whole: paths in it are relative to the file
   * @param newest what can be named where the job's own savepoint is gone
   */
  private ResumePoints(
      Path file,
      List<Path> checkpoints,
      Path home,
      Properties values,
      Supplier<Optional<Path>> newest) {
    this.file = file;
    this.checkpoints = checkpoints;
    this.home = home;
    this.values = values;
    this.newest = newest;
  }

  /**
   * Those of {@code file}, or of {@code earlier} as long as there is no file, which an older build
   * has written into {@code home}, beside the checkpoints of all jobs.
   */
  static ResumePoints succeeding(
      Path file,
      Path checkpoints,
      Path home,
      Optional<Path> earlier,
      Path earlierCheckpoints,
      Supplier<Optional<Path>> newest) {
    boolean moved = !Files.exists(file) && earlier.isPresent();
    ResumePoints points =
        new ResumePoints(
            file.toAbsolutePath(),
            List.of(checkpoints, earlierCheckpoints),
            home.toAbsolutePath(),
            read(moved ? earlier.get() : file),
            newest);
    if (moved) {
      points.values.stringPropertyNames().stream()
          .filter(key -> key.endsWith(SAVEPOINT))
          .forEach(key -> points.values.computeIfPresent(key, points::fromHome));
    }
    return points;
  }

  private Object fromHome(Object key, Object savepoint) {
    return relative(home.resolve(savepoint.toString()));
  }

  private static Properties read(Path file) {
    Properties values = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        values.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return values;
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
    return checkpoint(job)
        .or(() -> Optional.ofNullable(values.getProperty(job + SAVEPOINT)).map(this::named));
  }

  private Optional<Path> checkpoint(String job) {
    return id(job)
        .flatMap(
            id ->
                checkpoints.stream()
                    .flatMap(folder -> SavedStates.newestOf(folder.resolve(id)).stream())
                    .findFirst());
  }

  /** Of the job's last run; empty where it was stopped, or never ran. */
  Optional<String> id(String job) {
    return Optional.ofNullable(values.getProperty(job + ".id"));
  }

  /** Whether the job has state to go on from, be it gone. */
  public boolean isBegun(String job) {
    return values.containsKey(job + SAVEPOINT) || checkpoint(job).isPresent();
  }

  /** Event time that the job's state was begun with; empty for all of the log. */
  public Optional<Instant> from(String job) {
    return Optional.ofNullable(values.getProperty(job + ".from")).map(Instant::parse);
  }

  /** The job begins, or goes on, with clips of {@code from} and later; empty for all of the log. */
  public void begins(String job, Optional<Instant> from) {
    from.ifPresentOrElse(
        time -> values.setProperty(job + ".from", time.toString()),
        () -> values.remove(job + ".from"));
  }

  /** Address of the Flink cluster where the job's last run is, or was; empty in a process. */
  Optional<String> cluster(String job) {
    return Optional.ofNullable(values.getProperty(job + CLUSTER));
  }

  /** The job runs on the cluster at that address; empty for one in this process. */
  void runsOn(String job, Optional<String> cluster) {
    cluster.ifPresentOrElse(
        address -> values.setProperty(job + CLUSTER, address), () -> values.remove(job + CLUSTER));
  }

  private Path named(String savepoint) {
    Path path = directory().resolve(savepoint).normalize();
    if (!Files.exists(path)) {
      throw new UsageException(
          "%s names the savepoint %s, which is gone; put it back, or %s"
              .formatted(
                  file,
                  path,
                  newest
                      .get()
                      .map(
                          "go on from the newest that is there, %s, with --from-checkpoint latest"
                              ::formatted)
                      .orElse("begin anew in another directory")));
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
    restored.ifPresent(path -> values.setProperty(job + SAVEPOINT, relative(path)));
    values.setProperty(job + ".id", id);
    store();
  }

  /** The job has ended with everything it knew in {@code savepoint}. */
  public void stopped(String job, Path savepoint) {
    values.setProperty(job + SAVEPOINT, relative(savepoint));
    values.remove(job + ".id");
    values.remove(job + CLUSTER);
    store();
  }

  /** So that the directory may be moved. */
  private String relative(Path path) {
    Path absolute = path.toAbsolutePath();
    return absolute.startsWith(home)
        ? directory().relativize(absolute).toString()
        : absolute.toString();
  }

  private Path directory() {
    return file.toAbsolutePath().getParent();
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
