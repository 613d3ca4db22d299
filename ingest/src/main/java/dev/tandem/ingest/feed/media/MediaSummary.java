package dev.tandem.ingest.feed.media;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a file turned out to be.
 *
 * @param all streams of it
 * @param chosen the stream that each modality is cut from
 * @param seconds that it lasts, as clips; one in which nothing is heard or seen gives none
 * @param epochs 1, and one more for each jump of its times
 * @param statedMicros that it lasts by its own account; 0 where it says nothing
 * @param breaksOff why it ends too early, if it does
 */
public record MediaSummary(
    List<StreamInfo> all,
    SortedMap<String, StreamInfo> chosen,
    long seconds,
    int epochs,
    long statedMicros,
    Optional<String> breaksOff) {

  /**
   * Each stream for people: {@code audio: aac, 16000 Hz, 1 channels}; those left out in brackets.
   */
  public List<String> streams() {
    return all.stream().map(this::line).toList();
  }

  private String line(StreamInfo info) {
    String what = info.codec() + (info.kind() == StreamInfo.Kind.OTHER ? "" : ", " + info.format());
    String modalities =
        chosen.entrySet().stream()
            .filter(entry -> entry.getValue().index() == info.index())
            .map(entry -> entry.getKey() + ": ")
            .collect(Collectors.joining());
    return modalities.isEmpty() ? "(" + what + ")" : modalities + what;
  }
}
