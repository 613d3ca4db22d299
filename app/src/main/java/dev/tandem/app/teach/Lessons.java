package dev.tandem.app.teach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was posted, in its order; the oldest are forgotten. Thread-safe. */
final class Lessons {
  /** Lessons that are held; labels are decided long before so many have come. */
  private static final int MOST = 10_000;

  private final Map<String, Lesson> lessons = new LinkedHashMap<>();

  /** Adds one, or replaces the one of the same clip. */
  synchronized void put(Lesson lesson) {
    lessons.put(lesson.clip().id(), lesson);
    if (lessons.size() > MOST) {
      lessons.remove(lessons.keySet().iterator().next());
    }
  }

  synchronized Optional<Lesson> of(String clip) {
    return Optional.ofNullable(lessons.get(clip));
  }

  /** The last that is said to show something. */
  synchronized Optional<Lesson> last() {
    List<Lesson> all = new ArrayList<>(lessons.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).className().isPresent()) {
        return Optional.of(all.get(i));
      }
    }
    return Optional.empty();
  }

  synchronized List<Lesson> showing(String className) {
    return lessons.values().stream().filter(lesson -> lesson.shows(className)).toList();
  }
}
