package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, the last of it: drift, guards, halts, holds, restarts, operators' words. */
final class Happenings implements Section {
  /** That are held. */
  static final int MOST = 200;

  /** How much somebody should care. */
  enum Weight {
    GOOD,
    NEWS,
    WARNING,
    ALARM
  }

  private record Happening(long time, Weight weight, String kind, String text) {}

  /** By time. */
  private final List<Happening> last = new ArrayList<>();

  /**
   * One more.
   *
   * @param time when, in milliseconds since the epoch
   * @param kind one word
   * @param text one sentence, which may have names from records in it
   */
  void add(long time, Weight weight, String kind, String text) {
    int place = last.size();
    while (place > 0 && last.get(place - 1).time() > time) {
      place--;
    }
    last.add(place, new Happening(time, weight, kind, Names.cut(text)));
    if (last.size() > MOST) {
      last.remove(0);
    }
  }

  @Override
  public String name() {
    return "events";
  }

  /** The newest first. */
  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginArray();
    for (int i = last.size() - 1; i >= 0; i--) {
      Happening one = last.get(i);
      out.beginObject();
      out.name("t").value(one.time());
      out.name("weight").value(one.weight().name().toLowerCase(Locale.ROOT));
      out.name("kind").value(one.kind());
      out.name("text").value(one.text());
      out.endObject();
    }
    out.endArray();
  }
}
