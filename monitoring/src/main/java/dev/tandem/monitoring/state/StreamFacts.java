package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one stream, or of a gateway, which speaks for streams. Times in milliseconds.
 */
final class StreamFacts {
  private static final int MOST_MODALITIES = 32;

  private final String name;
  private final Map<String, Long> delays = new TreeMap<>();
  private String gateway = "";
  private long clipTime = -1;
  private long markTime = -1;
  private boolean ended;
  private long heardAt = -1;
  private long labelled;
  private long answered;
  private long letters;
  private Optional<ControlEvent> quarantine = Optional.empty();
  private long wordTime = Long.MIN_VALUE;

  StreamFacts(String name) {
    this.name = name;
  }

  /** A clip of it came. */
  void clip(long time, String through, long now) {
    clipTime = Math.max(clipTime, time);
    gateway = Names.cut(through);
    ended &= time < markTime;
    heardAt = now;
  }

  void labelled() {
    labelled++;
  }

  void answered(long now) {
    answered++;
    heardAt = now;
  }

  void letter() {
    letters++;
  }

  void mark(StreamMark mark, long now) {
    markTime = Math.max(markTime, mark.getTime().toEpochMilli());
    ended = mark.getKind() == MarkKind.END;
    heardAt = now;
  }

  /**
   * A segment came.
   *
   * @param delay from the begin of its clip to its end
   */
  void segment(String modality, long delay) {
    String known = Names.cut(modality);
    if (delays.containsKey(known) || delays.size() < MOST_MODALITIES) {
      delays.put(known, delay);
    }
  }

  /** A word on it; of several the one of the latest event time counts. */
  void word(ControlEvent word) {
    if (word.getTime().toEpochMilli() >= wordTime) {
      wordTime = word.getTime().toEpochMilli();
      quarantine = Optional.of(word).filter(w -> w.getAction() == ControlAction.QUARANTINE);
    }
  }

  String name() {
    return name;
  }

  String gateway() {
    return gateway;
  }

  long heardAt() {
    return heardAt;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Event time up to which nothing of it will follow, as far as it has said; -1 for none. */
  long markTime() {
    return markTime;
  }

  boolean isQuarantined() {
    return quarantine.isPresent();
  }

  /** How far apart its modalities are complete; NaN where fewer than two are known. */
  double skew() {
    return delays.size() < 2
        ? Double.NaN
        : delays.values().stream().mapToLong(d -> d).max().getAsLong()
            - delays.values().stream().mapToLong(d -> d).min().getAsLong();
  }

  void write(JsonWriter out, boolean over) throws IOException {
    out.beginObject();
    out.name("name").value(name);
    out.name("gateway").value(gateway);
    out.name("clipTime").value(clipTime);
    out.name("heardAt").value(heardAt);
    out.name("ended").value(over);
    out.name("labelled").value(labelled);
    out.name("answered").value(answered);
    out.name("letters").value(letters);
    out.name("skew");
    Json.number(out, skew());
    out.name("quarantined").value(isQuarantined());
    out.name("why")
        .value(quarantine.map(w -> Names.cut(w.getWho() + ": " + w.getWhy())).orElse(""));
    out.endObject();
  }
}
