package dev.tandem.app.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a second of media costs.
 *
 * @param name what was done with it
 * @param millis processor time of the whole process, the median of the rounds
 * @param rounds the same in each of them, in order
 * @param streamsPerCore live streams whose every second that is, on one core
 * @param besideFfmpeg times what the {@code ffmpeg} command takes to decode it in this run; NaN
 *     where that is not installed
 */
public record IngestFigure(
    String name, double millis, List<Double> rounds, double streamsPerCore, double besideFfmpeg) {

  static IngestFigure of(String name, List<Double> rounds, Optional<List<Double>> ffmpeg) {
    double millis = Median.of(rounds);
    return new IngestFigure(
        name,
        millis,
        List.copyOf(rounds),
        1_000 / millis,
        ffmpeg.map(theirs -> millis / Median.of(theirs)).orElse(Double.NaN));
  }
}
