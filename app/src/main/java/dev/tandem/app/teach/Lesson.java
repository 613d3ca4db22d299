package dev.tandem.app.teach;

import dev.tandem.app.labels.LabelledClip;
import java.util.Optional;

/**
 * A clip that was posted.
 *
 * @param className what it was said to show last; empty where nothing is said
 */
record Lesson(LabelledClip clip, Optional<String> className) {
  Lesson with(Optional<String> said) {
    return new Lesson(clip, said);
  }

  boolean shows(String name) {
    return className.filter(name::equals).isPresent();
  }
}
