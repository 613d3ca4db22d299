package dev.tandem.app.run;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where one job of a directory of state keeps its checkpoints and what it goes on from: {@code
 * train/MODEL}, {@code assemble} or {@code serve/GROUP}.
 *
 * <p>Older builds kept all jobs of a directory in one place. What they left is read as long as the
 * job has not run since; it is never written.
 */
public final class JobFolder {
  private static final String LATEST = "latest";

  private final Path state;
  private final JobRole role;
  private final Path path;
  private final boolean succeeds;

  private JobFolder(Path state, JobRole role, Path path, boolean succeeds) {
    this.state = state;
    this.role = role;
    this.path = path;
    this.succeeds = succeeds;
  }

  /** That of the job which {@code settings} describe; nothing is made. */
  public static JobFolder in(Path state, JobRole role, Settings settings) {
    Path path = state.resolve(role.word());
    Optional<String> name = role.name(settings);
    Path earlier = state.resolve(role.word() + ".settings.properties");
    return new JobFolder(
        state,
        role,
        name.map(JobFolder::fileName).map(path::resolve).orElse(path),
        FixedSettings.agree(earlier, settings, role.identity()));
  }

  /** Names are the user's: a slash or two dots must not lead elsewhere. */
  private static String fileName(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
  }

  public Path path() {
    return path;
  }

  /** Where the job goes on from. */
  public ResumePoints points() {
    return ResumePoints.succeeding(
        path.resolve("job.properties"),
        path.resolve("checkpoints"),
        state,
        Optional.of(state.resolve(role.word() + ".properties")).filter(file -> succeeds),
        state.resolve("checkpoints"),
        this::newest);
  }

  /** Throws {@link UsageException} where {@code settings} differ from those it was begun with. */
  public void check(Settings settings) {
    Path earlier = state.resolve(role.word() + ".settings.properties");
    FixedSettings.check(
        succeeds && !Files.exists(begun()) ? earlier : begun(), settings, role.fixed());
  }

  /** Remembers {@code settings} for the life of the job's state. */
  public void remember(Settings settings) {
    FixedSettings.remember(begun(), settings, role.fixed());
  }

  private Path begun() {
    return path.resolve("settings.properties");
  }

  /**
   * The checkpoint or savepoint that {@code named} is.
   *
   * @param named a path, or {@code latest}: the newest of this job
   * @throws UsageException if it is not there, is not complete, or is that of another job
   */
  public Path checkpoint(String named) {
    if (named.equals(LATEST)) {
      return newest()
          .orElseThrow(
              () ->
                  new UsageException(
                      "--from-checkpoint is latest, but %s holds no complete checkpoint or savepoint of %s"
                          .formatted(state, state.relativize(path))));
    }
    Path checkpoint = Path.of(named).toAbsolutePath().normalize();
    if (!SavedStates.isComplete(checkpoint)) {
      throw new UsageException(
          "--from-checkpoint is %s, which is not a complete checkpoint or savepoint: it has no file _metadata"
              .formatted(named));
    }
    requireOwn(named, checkpoint);
    return checkpoint;
  }

  private void requireOwn(String named, Path checkpoint) {
    CheckpointContent.role(checkpoint)
        .filter(other -> other != role)
        .map(JobRole::word)
        .or(() -> otherFolder(checkpoint))
        .ifPresent(
            other -> {
              throw new UsageException(
                  "--from-checkpoint is %s, which is state of %s; this is %s. Name one of its own, or latest"
                      .formatted(named, other, state.relativize(path)));
            });
  }

  /** The job's folder that the checkpoint lies in, if it is another one of the same state. */
  private Optional<String> otherFolder(Path checkpoint) {
    Path root = state.toAbsolutePath().normalize();
    Path kind = root.resolve(role.word());
    if (!checkpoint.startsWith(kind)
        || checkpoint.startsWith(root.resolve(state.relativize(path)))) {
      return Optional.empty();
    }
    return Optional.of(role.word() + "/" + kind.relativize(checkpoint).getName(0));
  }

  /** The one that was written last; of what older builds left, only what is surely this job's. */
  private Optional<Path> newest() {
    Stream<Path> earlier =
        succeeds
            ? SavedStates.in(state).filter(found -> isOwn(CheckpointContent.role(found)))
            : Stream.of();
    return SavedStates.newest(Stream.of(SavedStates.in(path), earlier).flatMap(found -> found))
        .map(found -> found.toAbsolutePath().normalize());
  }

  private boolean isOwn(Optional<JobRole> found) {
    return found.equals(Optional.of(role));
  }
}
