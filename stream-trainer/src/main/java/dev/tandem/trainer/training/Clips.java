package dev.tandem.trainer.training;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.settings.TrainerSettings;
import dev.tandem.trainer.training.SequenceEntry.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The clips that a model was offered, from their joining to their outcome. */
final class Clips {
  private final List<String> modalities;
  private final Controls controls;
  private final Admission admission;
  private final Outcomes outcomes;
  private final TreeMap<String, PendingClip> pending = new TreeMap<>();

  /** Of the clips that were predicted last; most are learned from next. */
  private final Map<String, Example> decoded = new HashMap<>();

  /**
   * Goes on with {@code saved}.
   *
   * @param outcomes where both are counted
   */
  Clips(TrainerSettings settings, List<PendingClip> saved, Controls controls, Outcomes outcomes) {
    this.modalities = settings.join().modalities();
    this.controls = controls;
    this.admission = new Admission(settings.admit());
    this.outcomes = outcomes;
    saved.forEach(clip -> pending.put(clip.clip().clipId(), clip));
  }

  List<PendingClip> snapshot() {
    return List.copyOf(pending.values());
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Takes in a clip; false where it is skipped at once. */
  boolean begin(JoinedClip clip) {
    outcomes.joined(clip.outcome());
    if (pending.containsKey(clip.clipId())) {
      skip(clip, SkipReason.ID_IN_USE); // long after the first of that id
      return false;
    }
    pending.put(clip.clipId(), new PendingClip(clip, Optional.empty()));
    return true;
  }

  /**
   * Decides whether an entry counts: a clip unless it is to be skipped, a sample if its clip is
   * still there. No word that comes later can change that.
   */
  boolean decide(SequenceEntry entry) {
    PendingClip clip = pending.get(entry.clipId());
    if (clip == null || entry.kind() == Kind.SAMPLE) {
      return clip != null;
    }
    controls.decide(clip.clip().clipTime());
    return skipReason(clip.clip()).isEmpty();
  }

  /** A share that was enlarged on a restore admits no clip that came before without features. */
  private Optional<SkipReason> skipReason(JoinedClip clip) {
    if (controls.quarantines(clip.stream(), clip.clipTime())) {
      return Optional.of(SkipReason.QUARANTINED);
    }
    boolean admitted = admission.admits(clip.clipId()) && !clip.modalities().isEmpty();
    return admitted ? Optional.empty() : Optional.of(SkipReason.NOT_ADMITTED);
  }

  /** Ends a clip that was not admitted. */
  void skip(String clipId) {
    JoinedClip clip = pending.remove(clipId).clip();
    skip(clip, skipReason(clip).orElseThrow());
  }

  void skip(JoinedClip clip, SkipReason reason) {
    outcomes.skipped(reason, clip.stream());
  }

  /** Ends a clip that got no label, if it is there. */
  void discard(String clipId) {
    PendingClip clip = pending.remove(clipId);
    if (clip != null) {
      end(clip.clip(), TrainingOutcome.UNLABELLED);
    }
  }

  void end(JoinedClip clip, TrainingOutcome outcome) {
    outcomes.ended(outcome, clip.stream());
  }

  /** Keeps what {@code model} says of each. */
  void predict(List<SequenceEntry> entries, Function<List<Example>, List<HeadOutputs>> model) {
    List<PendingClip> clips = entries.stream().map(entry -> pending.get(entry.clipId())).toList();
    List<Example> examples = clips.stream().map(this::decode).toList();
    List<HeadOutputs> predictions = model.apply(examples);
    decoded.clear();
    examples.forEach(example -> decoded.put(example.clipId(), example));
    for (int i = 0; i < clips.size(); i++) {
      pending.put(clips.get(i).clip().clipId(), clips.get(i).with(predictions.get(i)));
    }
  }

  /** Hands out a clip to be learned from; empty where it was skipped, and its id used again. */
  Optional<PendingClip> take(String clipId) {
    return Optional.ofNullable(pending.remove(clipId));
  }

  Example example(PendingClip clip) {
    Example example = decoded.remove(clip.clip().clipId());
    return example == null ? decode(clip) : example;
  }

  private Example decode(PendingClip clip) {
    TreeMap<String, float[]> inputs = new TreeMap<>();
    clip.clip()
        .modalities()
        .forEach(data -> inputs.put(modalities.get(data.modality()), data.values()));
    return new Example(clip.clip().clipId(), inputs);
  }
}
