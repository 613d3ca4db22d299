package dev.tandem.app.command;

import dev.tandem.app.run.Recording;
import dev.tandem.app.view.Narrator;
import dev.tandem.schemas.UsageException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where what is published is kept as files. */
final class RecordOptions {
  @Option(
      names = "--record",
      paramLabel = "DIR",
      converter = Values.File.class,
      description =
          "Also write every clip that is published to this folder, which must be empty or new, to replay it as features:DIR. With --dry-run: write the clips there alone.")
  private Optional<Path> folder = Optional.empty();

  /** Throws {@link UsageException} where several feeds would write the same folder. */
  void requireOneFeed() {
    if (folder.isPresent()) {
      throw new UsageException(
          "--record is of one feed; a folder has the clips of one. Leave out --record, or ingest that feed by itself");
    }
  }

  /**
   * Throws {@link UsageException} where nothing would be recorded.
   *
   * @param preview where one clip is only drawn
   */
  void requireClips(boolean preview) {
    if (preview && folder.isPresent()) {
      throw new UsageException("--preview draws one clip and records none; leave out --record");
    }
  }

  boolean isAsked() {
    return folder.isPresent();
  }

  /** Creates the folder, where there shall be one. */
  Recording begin(Narrator narrator) {
    return Recording.in(folder, narrator);
  }
}
