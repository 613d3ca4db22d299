package dev.tandem.app.view;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of a run at one moment.
 *
 * @param doing what the run is doing
 * @param elapsed since the start of the process
 * @param published clips that the feed has published
 * @param trained clips that were trained
 * @param clipsPerSecond trained lately
 * @param step optimizer steps
 * @param accuracy of each head over the last scored clips, 0 to 1; none where there are targets
 * @param loss of each head over the same: mean log loss, or mean squared error of targets
 * @param pace of each modality in the last step
 * @param newestVersion newest published version; 0 for none
 * @param servedVersion version that answers; 0 for none
 */
public record ViewFrame(
    String doing,
    Duration elapsed,
    long published,
    long trained,
    double clipsPerSecond,
    long step,
    SortedMap<String, Double> accuracy,
    SortedMap<String, Double> loss,
    SortedMap<String, Double> pace,
    int newestVersion,
    int servedVersion) {

  /** Before there is anything to measure. */
  public static ViewFrame starting(String doing, Duration elapsed) {
    return new ViewFrame(
        doing, elapsed, 0, 0, 0, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0, 0);
  }

  /** Whether there are continuous targets, which no head gets right. */
  boolean hasTargets() {
    return accuracy.isEmpty() && !loss.isEmpty();
  }

  boolean isStarting() {
    return published == 0 && step == 0;
  }
}
