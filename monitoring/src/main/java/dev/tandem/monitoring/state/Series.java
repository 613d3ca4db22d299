package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.monitoring.history.Timeline;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The run as columns over time: what each head scored, how fast each modality learned. */
final class Series {
  /** More are left out: no page tells so many lines apart. */
  static final int MOST_COLUMNS = 120;

  /** Sums over a stretch of time. */
  private enum Kind {
    SCORED,
    CORRECT,
    /** Of each clip's loss. */
    LOSS,
    /** Of the logarithm to base two: that of half as fast and twice as fast cancel out. */
    PACE,
    /** Steps that had a pace. */
    PACED,
    CLIPS,
    STEPS,
    MILLIS
  }

  private record Column(Kind kind, String of) {}

  private final Timeline timeline = new Timeline();
  private final Map<Column, Integer> columns = new LinkedHashMap<>();

  /** {@code time} is when it was written. */
  void add(TrainingEvent step, long time) {
    timeline.at(time);
    plus(Kind.STEPS, "", 1);
    plus(Kind.CLIPS, "", step.getClipIds().size());
    plus(Kind.MILLIS, "", step.getStepMillis());
    step.getHeads().forEach(this::add);
    step.getPaces().forEach(this::add);
  }

  private void add(HeadResult head) {
    if (head.getScored() <= 0 || !Double.isFinite(head.getLoss())) {
      return;
    }
    plus(Kind.SCORED, head.getHead(), head.getScored());
    plus(Kind.LOSS, head.getHead(), head.getLoss() * head.getScored());
    if (head.getCorrect() >= 0) {
      plus(Kind.CORRECT, head.getHead(), head.getCorrect());
    }
  }

  private void add(ModalityPace modality) {
    double power = Math.log(modality.getPace()) / Math.log(2);
    if (Double.isFinite(power)) {
      plus(Kind.PACE, modality.getModality(), power);
      plus(Kind.PACED, modality.getModality(), 1);
    }
  }

  private void plus(Kind kind, String of, double value) {
    Column column = new Column(kind, Names.cut(of));
    if (!columns.containsKey(column) && columns.size() < MOST_COLUMNS) {
      columns.put(column, timeline.addColumn());
    }
    Integer number = columns.get(column);
    if (number != null && Double.isFinite(value)) {
      timeline.plus(number, value);
    }
  }

  /** Number of the newest stretch, or -1. */
  long newestStretch() {
    return timeline.newestStretch().orElse(-1);
  }

  /** All that is held. */
  void writeAll(JsonWriter out) throws IOException {
    write(out, timeline.rows());
  }

  /** What came since that stretch, itself included. */
  void writeSince(JsonWriter out, long stretch) throws IOException {
    write(out, timeline.since(stretch));
  }

  private void write(JsonWriter out, Timeline.Rows rows) throws IOException {
    out.beginObject();
    out.name("stretch");
    Json.numbers(out, rows.stretches());
    out.name("t");
    Json.numbers(out, rows.times());
    out.name("columns").beginArray();
    for (Map.Entry<Column, Integer> column : columns.entrySet()) {
      out.beginObject();
      out.name("kind").value(column.getKey().kind().name().toLowerCase(java.util.Locale.ROOT));
      out.name("of").value(column.getKey().of());
      out.name("v");
      Json.numbers(out, rows.columns().get(column.getValue()));
      out.endObject();
    }
    out.endArray();
    out.endObject();
  }
}
