package dev.tandem.app.run;

import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.feed.features.FeatureRecording;
import java.nio.file.Path;
import java.util.Optional;

/** What a command records, if anything. */
public final class Recording implements AutoCloseable {
  private final Optional<Path> folder;
  private final Optional<FeatureRecording> recording;
  private final Narrator narrator;

  private Recording(Optional<Path> folder, Narrator narrator) {
    this.folder = folder;
    this.recording = folder.map(FeatureRecording::in);
    this.narrator = narrator;
  }

  /**
   * Begins.
   *
   * @param folder empty where nothing is recorded
   * @throws dev.tandem.ingest.clip.FeedException where it cannot be recorded to
   */
  public static Recording in(Optional<Path> folder, Narrator narrator) {
    return new Recording(folder, narrator);
  }

  public ClipRecorder recorder() {
    return recording.map(ClipRecorder.class::cast).orElse(ClipRecorder.NONE);
  }

  /**
   * Writes what is left, and tells what there is.
   *
   * @throws IllegalStateException where it broke off before its end
   */
  public void finish() {
    close();
    recording.ifPresent(of -> finish(of, folder.orElseThrow()));
  }

  private void finish(FeatureRecording of, Path where) {
    of.broken()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    narrator.say("%d clips recorded in %s; features:%s replays them", of.clips(), where, where);
  }

  @Override
  public void close() {
    recording.ifPresent(FeatureRecording::close);
  }
}
