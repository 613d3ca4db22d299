package dev.tandem.trainer.training;

import dev.tandem.learner.Learner;
import dev.tandem.learner.LearnerState;
import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.trainer.labels.LabelSpace;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.publication.VersionContent;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model's learner, which gains classes as labels name them, while there is room. */
final class GrowingLearner implements AutoCloseable {
  private final LabelSpace space;

  /** By class. */
  private final Map<String, Integer> outputs = new HashMap<>();

  /** Classes that the learner is still to be given, in order. */
  private final List<String> coming = new ArrayList<>();

  private Learner learner;

  private GrowingLearner(LabelSpace space, Learner learner) {
    this.space = space;
    this.learner = learner;
    learner.settings().classNames().forEach(name -> outputs.put(name, outputs.size()));
  }

  /**
   * One that has learned nothing.
   *
   * @throws RefusedBeginningException if the weights do not fit the settings
   */
  static GrowingLearner begin(TrainerSettings settings, InitialWeights initial) {
    try {
      return new GrowingLearner(
          settings.join().labelSpace(), Learner.create(settings.learner(), initial.tensors()));
    } catch (IllegalArgumentException e) {
      throw new RefusedBeginningException(
          "learner.init-from is %s: %s".formatted(settings.initFrom(), e.getMessage()), e);
    }
  }

  /**
   * One that goes on, with the classes that it has come to know.
   *
   * @throws RefusedBeginningException if the label space does not allow them
   */
  static GrowingLearner restore(TrainerSettings settings, LearnerState state) {
    LabelSpace space = settings.join().labelSpace();
    List<String> known = known(space, state);
    return new GrowingLearner(
        space, Learner.restore(settings.learner().withClassNames(known), state));
  }

  private static List<String> known(LabelSpace space, LearnerState state) {
    try {
      return space.restored(state.identity().classNames());
    } catch (IllegalArgumentException e) {
      throw new RefusedBeginningException(e.getMessage(), e);
    }
  }

  /**
   * Until the next class comes. Those that came since the last call come at once: each time, the
   * whole state is copied.
   */
  Learner learner() {
    if (!coming.isEmpty()) {
      learner = learner.grownBy(List.copyOf(coming));
      coming.clear();
    }
    return learner;
  }

  /** Whether it can learn that label: it knows the class, or does from now on, or has targets. */
  boolean learns(LabelValue label) {
    if (!label.targets().isEmpty() || outputs.containsKey(label.className())) {
      return true;
    }
    if (outputs.size() == space.most()) {
      return false;
    }
    coming.add(label.className());
    outputs.put(label.className(), outputs.size());
    return true;
  }

  /** An example with a label that it {@link #learns}. */
  LabelledExample labelled(Example example, LabelValue label) {
    return label.of(example, outputs);
  }

  /** How many classes it knows that it did not begin with. */
  int classesAdded() {
    return outputs.size() - space.names().size();
  }

  /**
   * Goes on from a version of the same network, perhaps of before its last classes came.
   *
   * @throws IllegalArgumentException if it does not fit; nothing has changed then
   */
  void resume(VersionContent version) {
    requireSameOutputs(version.manifest());
    Learner now = learner();
    now.resume(now.grown(Payload.tensors(version.payload())));
  }

  /** Its tensors would fit another order of classes, or targets, too. */
  private void requireSameOutputs(ModelManifest version) {
    Architecture now = learner().settings().architecture();
    Architecture then = Architecture.fromJson(version.getArchitecture());
    List<String> known = learner.settings().classNames();
    List<String> named = version.getClassNames();
    boolean begun = named.size() <= known.size() && known.subList(0, named.size()).equals(named);
    if (!begun || then.kind() != now.kind()) {
      throw new IllegalArgumentException(
          "it is a %s of %s; the model is a %s of %s"
              .formatted(then.task(), named, now.task(), known));
    }
  }

  @Override
  public void close() {
    learner.close();
  }
}
