package dev.tandem.app.labels;

import dev.tandem.schemas.records.Features;
import java.time.Instant;

/**
 * A clip that is to be labelled, as its features name it.
 *
 * @param begin its clip time
 * @param end when its features were complete
 * @param gateway whose marks tell its stream's time; empty for its own
 */
public record LabelledClip(String id, Instant begin, Instant end, String stream, String gateway) {

  static LabelledClip of(Features features, long recordTime) {
    return new LabelledClip(
        features.getClipId(),
        features.getClipTime(),
        Instant.ofEpochMilli(recordTime),
        features.getStream(),
        features.getGateway());
  }

  boolean isAt(Instant time) {
    return !begin.isAfter(time) && time.isBefore(end);
  }
}
