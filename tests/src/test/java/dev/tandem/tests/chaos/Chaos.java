package dev.tandem.tests.chaos;

import dev.tandem.tests.TandemProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A feed is trained on a cluster that is disturbed, and then as many clips in one process that
 * nobody disturbs. The models must be the same.
 */
final class Chaos {
  /** What is done to a scene while steps run. */
  interface Disturbance {
    void on(Scene scene) throws IOException, InterruptedException;
  }

  /**
   * What came of it.
   *
   * @param clips that were published
   * @param steps ids of each step's clips
   * @param committedTwice versions
   * @param joined how often each clip was joined for serving; empty without serving
   * @param answered how often each clip was answered
   * @param served versions that answered and are not in the log
   * @param feedRestarts how often the feed ended by itself and was started again
   */
  record Result(
      long clips,
      List<String> undisturbed,
      List<String> disturbed,
      SortedMap<Long, List<String>> steps,
      long committedTwice,
      SortedMap<String, Integer> joined,
      SortedMap<String, Integer> answered,
      SortedSet<Integer> served,
      int feedRestarts) {}

  private final Path directory;
  private final long seed;
  private final String[] settings;

  /** {@code settings} of the trainer, in pairs of {@code --set} and what is set, for both runs. */
  Chaos(Path directory, long seed, String... settings) {
    this.directory = directory;
    this.seed = seed;
    this.settings = settings.clone();
  }

  /**
   * Runs both.
   *
   * @param served whether the assemble job and serving run, too
   */
  Result run(boolean served, Disturbance disturbance) throws IOException, InterruptedException {
    try (Scene scene = new Scene(directory, seed, served, settings)) {
      disturbance.on(scene);
      long clips = scene.end();
      TrainingWatch training = scene.training();
      SortedSet<Integer> unknown = new TreeSet<>();
      scene.answers().ifPresent(watch -> unknown.addAll(watch.versions()));
      unknown.removeAll(training.versions().keySet());
      return new Result(
          clips,
          undisturbed(clips),
          List.copyOf(training.versions().values()),
          training.steps(),
          training.twice(),
          scene.answers().map(ServingWatch::clips).orElseGet(TreeMap::new),
          scene.answers().map(ServingWatch::answers).orElseGet(TreeMap::new),
          unknown,
          scene.feedRestarts());
    }
  }

  private List<String> undisturbed(long clips) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(List.of("--feed", Scene.FEED));
    options.addAll(List.of("--clips", Long.toString(clips), "--seed", Long.toString(seed)));
    options.addAll(List.of("--start", Scene.START.toString()));
    options.addAll(List.of(settings));
    return TandemProcess.digests(TandemProcess.demo(directory, options.toArray(String[]::new)));
  }
}
