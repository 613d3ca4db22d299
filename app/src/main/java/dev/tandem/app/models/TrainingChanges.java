package dev.tandem.app.models;

import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes in the training of models, told once: an event that is there twice, as after a
 * restart, changes nothing. A model of which nothing is known learns, and has all its modalities.
 */
final class TrainingChanges {
  private static final String HALTED = "halted";

  private final Map<String, Standing> byModel = new HashMap<>();

  /**
   * How a model stands.
   *
   * @param sequence of the newest event, in its generation
   * @param dead modalities that the guard takes for dark or mute
   */
  private record Standing(int generation, long sequence, boolean halted, Set<String> dead) {
    static final Standing UNKNOWN = new Standing(0, -1, false, Set.of());

    boolean isBefore(TrainingEvent event) {
      return event.getGeneration() > generation
          || (event.getGeneration() == generation && event.getSequence() > sequence);
    }

    Standing after(TrainingEvent event) {
      return new Standing(
          event.getGeneration(),
          event.getSequence(),
          isHalted(event),
          event.getKind() == TrainingEventKind.STEP ? Set.copyOf(event.getDeadModalities()) : dead);
    }
  }

  /** What {@code event} changes, of those that come in their order. */
  List<ModelNews> take(TrainingEvent event) {
    Standing before = byModel.getOrDefault(event.getModel(), Standing.UNKNOWN);
    if (!before.isBefore(event)) {
      return List.of();
    }
    Standing now = before.after(event);
    byModel.put(event.getModel(), now);
    List<ModelNews> news = new ArrayList<>();
    if (!event.getDrifted().isEmpty()) {
      news.add(ModelNews.drift(event, event.getDrifted()));
    }
    Set<String> died = without(now.dead(), before.dead());
    if (!died.isEmpty()) {
      news.add(ModelNews.dead(event, died));
    }
    Set<String> back = without(before.dead(), now.dead());
    if (!back.isEmpty()) {
      news.add(ModelNews.back(event, back));
    }
    if (now.halted() != before.halted()) {
      news.add(now.halted() ? ModelNews.halted(event) : ModelNews.resumed(event));
    }
    return news;
  }

  private static boolean isHalted(TrainingEvent event) {
    return event.getTotals().stream()
        .filter(total -> total.getName().equals(HALTED))
        .mapToDouble(NamedValue::getValue)
        .anyMatch(value -> value != 0);
  }

  private static Set<String> without(Set<String> all, Set<String> others) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }
}
