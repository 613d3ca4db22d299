package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.monitoring.state.Happenings.Weight;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How training stands. An event that was written again after a restart is the same event: the first
 * counts, and that there is another one says that the job went back.
 */
final class Training implements Section {
  private static final int MOST_HEADS = 64;
  private static final int MOST_TOTALS = 200;
  private static final String DRIFT = "drift.";
  private static final String HALTED = "halted";
  private static final String BATCHES_SKIPPED = "batchesSkipped";

  private final Series series = new Series();
  private final Happenings happenings;
  private final Map<String, Window> heads = new LinkedHashMap<>();
  private final Map<String, ModalityPace> paces = new TreeMap<>();
  private Map<String, Double> totals = new LinkedHashMap<>();
  private Optional<TrainingEvent> newest = Optional.empty();
  private Optional<TrainingEvent> newestBatch = Optional.empty();
  private Set<String> dead = new TreeSet<>();
  private long goneBackTo = -1;
  private long heardAt = -1;
  private long steppedAt = -1;

  Training(Happenings happenings) {
    this.happenings = happenings;
  }

  Series series() {
    return series;
  }

  /**
   * One event of the model.
   *
   * @param time of its record
   * @return whether it says something that was not known
   */
  boolean offer(TrainingEvent event, long time) {
    heardAt = Math.max(heardAt, time);
    int order = newest.map(known -> compare(event, known)).orElse(1);
    if (event.getKind() == TrainingEventKind.PROGRESS) {
      if (order >= 0) {
        take(event, time);
      }
      return order >= 0;
    }
    if (newestBatch.isPresent() && compare(event, newestBatch.get()) <= 0) {
      goneBack(event, time);
      return false;
    }
    goneBackTo = -1;
    batch(event, time);
    return true;
  }

  private static int compare(TrainingEvent left, TrainingEvent right) {
    int byGeneration = Integer.compare(left.getGeneration(), right.getGeneration());
    return byGeneration != 0 ? byGeneration : Long.compare(left.getSequence(), right.getSequence());
  }

  private void goneBack(TrainingEvent event, long time) {
    if (goneBackTo < 0 || event.getSequence() <= goneBackTo) {
      happenings.add(
          time,
          Weight.WARNING,
          "recovery",
          "the job was restored, and takes step %,d again; nothing is trained twice"
              .formatted(event.getStep()));
    }
    goneBackTo = event.getSequence();
  }

  private void batch(TrainingEvent event, long time) {
    if (newestBatch.isPresent() && newestBatch.get().getGeneration() < event.getGeneration()) {
      happenings.add(
          time, Weight.NEWS, "generation", "generation %d begins".formatted(event.getGeneration()));
    }
    newestBatch = Optional.of(event);
    if (event.getKind() == TrainingEventKind.STEP) {
      steppedAt = time;
      series.add(event, time);
      event.getHeads().forEach(this::score);
      event.getPaces().stream().limit(MOST_HEADS).forEach(this::pace);
      tellOfTheDead(event, time);
    }
    take(event, time);
  }

  /** A camera goes dark, or is back. */
  private void tellOfTheDead(TrainingEvent event, long time) {
    Set<String> now = new TreeSet<>();
    event.getDeadModalities().stream().limit(MOST_HEADS).map(Names::cut).forEach(now::add);
    now.stream()
        .filter(modality -> !dead.contains(modality))
        .forEach(
            modality ->
                happenings.add(
                    time,
                    Weight.ALARM,
                    "dark",
                    "%s shows nothing any more; it teaches nothing until it is back"
                        .formatted(modality)));
    dead.stream()
        .filter(modality -> !now.contains(modality))
        .forEach(modality -> happenings.add(time, Weight.GOOD, "back", modality + " is back"));
    dead = now;
  }

  private void score(HeadResult result) {
    String head = Names.cut(result.getHead());
    if (heads.size() < MOST_HEADS || heads.containsKey(head)) {
      heads.computeIfAbsent(head, name -> new Window()).add(result);
    }
  }

  private void pace(ModalityPace pace) {
    String modality = Names.cut(pace.getModality());
    if (paces.size() < MOST_HEADS || paces.containsKey(modality)) {
      paces.put(modality, pace);
    }
  }

  private void take(TrainingEvent event, long time) {
    Map<String, Double> before = totals;
    totals = Names.values(event.getTotals(), MOST_TOTALS);
    if (newest.isPresent()) {
      tell(before, event, time);
    }
    newest = Optional.of(event);
  }

  private void tell(Map<String, Double> before, TrainingEvent event, long time) {
    totals.forEach(
        (name, count) -> {
          if (name.startsWith(DRIFT) && count > before.getOrDefault(name, 0.0)) {
            happenings.add(
                time,
                Weight.WARNING,
                "drift",
                "the error of %s has risen".formatted(name.substring(DRIFT.length())));
          }
        });
    double halted = totals.getOrDefault(HALTED, 0.0);
    double haltedBefore = before.getOrDefault(HALTED, 0.0);
    if (halted > haltedBefore) {
      happenings.add(time, Weight.ALARM, "halt", "learning is halted" + because(event));
    } else if (halted < haltedBefore) {
      happenings.add(time, Weight.GOOD, "resume", "learning goes on");
    } else if (halted == 0 && isMore(BATCHES_SKIPPED, before)) {
      happenings.add(time, Weight.WARNING, "guard", "a batch was skipped" + because(event));
    }
  }

  private boolean isMore(String total, Map<String, Double> before) {
    return totals.getOrDefault(total, 0.0) > before.getOrDefault(total, 0.0);
  }

  private static String because(TrainingEvent event) {
    return event.getReason().isEmpty() ? "" : ": " + event.getReason();
  }

  /** Event time up to which everything is trained; empty before the first event. */
  Optional<Long> trainedUntil() {
    return newest.map(event -> event.getTrainedUntil().toEpochMilli());
  }

  @Override
  public String name() {
    return "training";
  }

  @Override
  public void write(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("generation").value(newest.map(TrainingEvent::getGeneration).orElse(0));
    out.name("step").value(newest.map(TrainingEvent::getStep).orElse(0L));
    out.name("stepMillis");
    Json.number(out, newestBatch.map(TrainingEvent::getStepMillis).orElse(Double.NaN));
    out.name("heardAt").value(heardAt);
    out.name("steppedAt").value(steppedAt);
    out.name("halted").value(totals.getOrDefault(HALTED, 0.0) > 0);
    out.name("dead");
    Json.texts(out, dead);
    out.name("totals");
    Json.counts(out, totals);
    out.name("heads").beginArray();
    for (Map.Entry<String, Window> head : heads.entrySet()) {
      write(out, head.getKey(), head.getValue());
    }
    out.endArray();
    out.name("paces").beginArray();
    for (Map.Entry<String, ModalityPace> pace : paces.entrySet()) {
      write(out, pace.getKey(), pace.getValue());
    }
    out.endArray();
    out.endObject();
  }

  private static void write(JsonWriter out, String head, Window window) throws IOException {
    out.beginObject();
    out.name("name").value(head);
    out.name("clips").value(window.scored());
    out.name("accuracy");
    Json.number(out, window.accuracy());
    out.name("loss");
    Json.number(out, window.loss());
    out.endObject();
  }

  private static void write(JsonWriter out, String modality, ModalityPace pace) throws IOException {
    out.beginObject();
    out.name("name").value(modality);
    out.name("pace");
    Json.number(out, pace.getPace());
    out.name("score");
    Json.number(out, pace.getScore());
    out.name("ratio");
    Json.number(out, pace.getRatio());
    out.endObject();
  }
}
