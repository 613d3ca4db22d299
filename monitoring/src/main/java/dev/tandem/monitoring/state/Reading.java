package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.metrics.PrometheusText;
import java.io.IOException;
import java.util.Locale;

/** How the board itself stands: whether it reads, and how much of what was there before it has. */
public final class Reading implements Section {
  /** What it does. */
  public enum State {
    /** There are no topics so far. */
    WAITING,
    /** It reads what was there before. */
    CATCHING_UP,
    FOLLOWING,
    /** The brokers do not answer, or not well. */
    FAILING,
    /** It reads no more; what is shown is all there was. */
    ENDED
  }

  private State state = State.WAITING;
  private double share;
  private String why = "";
  private long records;
  private long unreadable;
  private long passedOver;

  Reading() {}

  /**
   * It does this now.
   *
   * @param ofShare of what was there that is read, 0 to 1
   * @param because one sentence; empty where there is nothing to say
   */
  void set(State now, double ofShare, String because) {
    state = now;
    share = ofShare;
    why = Names.cut(because);
  }

  State state() {
    return state;
  }

  /** One more record is looked at. */
  void record() {
    records++;
  }

  void unreadable() {
    unreadable++;
  }

  /** So many records were not looked at, because there were too many. */
  void passedOver(long records) {
    passedOver += records;
  }

  void write(PrometheusText text) {
    for (State one : State.values()) {
      String label = "state=\"%s\"".formatted(one.name().toLowerCase(Locale.ROOT));
      text.add(BoardMetric.READING, label, one == state ? 1L : 0L);
    }
    text.add(BoardMetric.RECORDS, records);
    text.add(BoardMetric.UNREADABLE, unreadable);
    text.add(BoardMetric.PASSED_OVER, passedOver);
  }

  @Override
  public String name() {
    return "reading";
  }

  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("state").value(state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    out.name("share");
    Json.number(out, Math.rint(share * 100) / 100);
    out.name("why").value(why);
    out.name("unreadable").value(unreadable);
    out.name("passedOver").value(passedOver);
    out.endObject();
  }
}
