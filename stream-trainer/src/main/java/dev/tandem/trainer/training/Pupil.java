package dev.tandem.trainer.training;

import dev.tandem.learner.Learner;
import dev.tandem.learner.LearnerState;
import dev.tandem.learner.WeightTensor;
import dev.tandem.trainer.job.TrainerSettings;
import dev.tandem.trainer.labels.Vocabulary;
import java.util.List;

/** A model's learner, which gains classes as labels name them, while the vocabulary has room. */
final class Pupil implements AutoCloseable {
  private final Vocabulary vocabulary;
  private Learner learner;

  private Pupil(Vocabulary vocabulary, Learner learner) {
    this.vocabulary = vocabulary;
    this.learner = learner;
  }

  /**
   * One that has learned nothing.
   *
   * @throws RefusedBeginningException if the weights do not fit the settings
   */
  static Pupil begin(TrainerSettings settings, InitialWeights initial) {
    try {
      return new Pupil(
          settings.join().vocabulary(), Learner.create(settings.learner(), initial.tensors()));
    } catch (IllegalArgumentException e) {
      throw new RefusedBeginningException(
          "learner.init-from is %s: %s".formatted(settings.initFrom(), e.getMessage()), e);
    }
  }

  /**
   * One that goes on, with the classes that it has come to know.
   *
   * @throws RefusedBeginningException if the vocabulary does not allow them
   */
  static Pupil restore(TrainerSettings settings, LearnerState state) {
    Vocabulary vocabulary = settings.join().vocabulary();
    List<String> known = known(vocabulary, state);
    return new Pupil(vocabulary, Learner.restore(settings.learner().withClassNames(known), state));
  }

  private static List<String> known(Vocabulary vocabulary, LearnerState state) {
    try {
      return vocabulary.restored(state.identity().classNames());
    } catch (IllegalArgumentException e) {
      throw new RefusedBeginningException(e.getMessage(), e);
    }
  }

  /** Until the next class comes. */
  Learner learner() {
    return learner;
  }

  /** Whether it knows that class, or does from now on. */
  boolean learns(String className) {
    List<String> known = learner.settings().classNames();
    if (known.contains(className)) {
      return true;
    }
    if (known.size() == vocabulary.most()) {
      return false;
    }
    learner = learner.grown(className);
    return true;
  }

  /** Ordinal of a class that it knows. */
  int label(String className) {
    return learner.settings().classNames().indexOf(className);
  }

  /** How many classes it knows that it did not begin with. */
  int classesAdded() {
    return learner.settings().classNames().size() - vocabulary.classNames().size();
  }

  /**
   * Goes on from a version of its own, perhaps of before its last classes came.
   *
   * @throws IllegalArgumentException if it does not fit; nothing has changed then
   */
  void resumeEarlier(List<WeightTensor> version) {
    learner.resume(learner.grown(version));
  }

  @Override
  public void close() {
    learner.close();
  }
}
