package dev.tandem.app.run;

import dev.tandem.schemas.UsageException;
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
  private static final String SAVEPOINT = ".savepoint";
  private static final String CLUSTER = ".cluster";
  private static final String FROM = ".from";
  private static final String ID = ".id";

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
    String run = begun(job);
    return checkpoint(run)
        .or(() -> Optional.ofNullable(values.getProperty(run + SAVEPOINT)).map(this::named));
  }

  /** The name of the run whose state counts: one that was submitted has some once it has run. */
  private String begun(String job) {
    return checkpoint(submission(job)).isPresent() ? submission(job) : job;
  }

  private static String submission(String job) {
    return job + ".submitted";
  }

  private Optional<Path> checkpoint(String run) {
    return Optional.ofNullable(values.getProperty(run + ID))
        .flatMap(
            id ->
                checkpoints.stream()
                    .flatMap(folder -> SavedStates.newestOf(folder.resolve(id)).stream())
                    .findFirst());
  }

  /** Those that may run: the last one, and one that was submitted since. */
  List<JobRun> runsOf(String job) {
    return Stream.of(job, submission(job)).flatMap(run -> run(run).stream()).toList();
  }

  private Optional<JobRun> run(String run) {
    return Optional.ofNullable(values.getProperty(run + ID))
        .map(
            id ->
                new JobRun(
                    id,
                    Optional.ofNullable(values.getProperty(run + CLUSTER)),
                    time(run),
                    Optional.ofNullable(values.getProperty(run + SAVEPOINT))
                        .map(directory()::resolve)));
  }

  /** Whether the job has state to go on from, be it gone. */
  public boolean isBegun(String job) {
    return values.containsKey(job + SAVEPOINT) || checkpoint(begun(job)).isPresent();
  }

  /** Event time that the job's state was begun with; empty for all of the log. */
  public Optional<Instant> from(String job) {
    return time(begun(job));
  }

  private Optional<Instant> time(String run) {
    return Optional.ofNullable(values.getProperty(run + FROM)).map(Instant::parse);
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

  /** The job was given to a cluster, where it may come to run without this process. */
  void submitted(String job, JobRun run) {
    if (!begun(job).equals(job)) {
      run(submission(job)).ifPresent(before -> put(job, before));
    }
    forget(submission(job));
    put(submission(job), run);
    store();
  }

  /**
   * The job runs now, in this process.
   *
   * @param id names its directory of checkpoints
   * @param restored what {@link #of} said
   */
  public void started(String job, String id, Optional<Path> restored) {
    started(job, new JobRun(id, Optional.empty(), from(job), restored));
  }

  /** The job runs now. */
  void started(String job, JobRun run) {
    put(job, run);
    forget(submission(job));
    store();
  }

  private void put(String name, JobRun run) {
    values.setProperty(name + ID, run.id());
    set(name + CLUSTER, run.cluster());
    set(name + FROM, run.from().map(Instant::toString));
    run.restored().ifPresent(path -> values.setProperty(name + SAVEPOINT, relative(path)));
  }

  private void set(String key, Optional<String> value) {
    value.ifPresentOrElse(text -> values.setProperty(key, text), () -> values.remove(key));
  }

  private void forget(String run) {
    values.stringPropertyNames().stream()
        .filter(key -> key.startsWith(run + "."))
        .forEach(values::remove);
  }

  /** The job has ended with everything it knew in {@code savepoint}. */
  public void stopped(String job, Path savepoint) {
    values.setProperty(job + SAVEPOINT, relative(savepoint));
    values.remove(job + ID);
    values.remove(job + CLUSTER);
    forget(submission(job));
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
