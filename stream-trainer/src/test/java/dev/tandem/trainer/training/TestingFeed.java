package dev.tandem.trainer.training;

import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Clips 100 ms apart and their verdicts; to be changed in one place. */
final class TestingFeed {
  private static final long LABEL_DELAY = 130;

  final List<JoinedClip> clips = new ArrayList<>();
  final List<Optional<LabelValue>> labels = new ArrayList<>();

  /** Every {@code unlabelledEvery}-th clip gets no label; 0 for none. */
  TestingFeed(int size, int unlabelledEvery) {
    for (int i = 0; i < size; i++) {
      boolean labelled = unlabelledEvery == 0 || i % unlabelledEvery > 0;
      clips.add(TestingModel.clip(i, 100L * i + 50));
      labels.add(
          labelled
              ? Optional.of(LabelValue.ofClass(TestingModel.CLASSES.get(i % 2)))
              : Optional.empty());
    }
  }

  /** In the order in which a watermark without lag would let them through. */
  List<TrainerInput> inputs() {
    List<TrainerInput> inputs = new ArrayList<>();
    for (int i = 0; i < clips.size(); i++) {
      JoinedClip clip = clips.get(i);
      inputs.add(new Candidate(clip));
      inputs.add(new Verdict(clip.clipId(), clip.readyTime() + LABEL_DELAY, labels.get(i)));
    }
    return inputs;
  }

  /** Until when an input must have come. */
  static long due(TrainerInput input) {
    return input instanceof Candidate candidate
        ? candidate.clip().readyTime()
        : ((Verdict) input).readyTime();
  }

  /** Gives each of two clips the other's time. */
  void swapTimes(int one, int other) {
    JoinedClip first = TestingModel.clip(one, clips.get(other).readyTime());
    clips.set(other, TestingModel.clip(other, clips.get(one).readyTime()));
    clips.set(one, first);
  }
}
