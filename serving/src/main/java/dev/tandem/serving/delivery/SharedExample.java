package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import java.util.List;

/** One caller's example on its way through a pass that it shares with others. */
final class SharedExample {
  private final Example example;
  private volatile HeadOutputs answer;
  private volatile Throwable failure;

  SharedExample(Example example) {
    this.example = example;
  }

  /**
   * Answers all of {@code pass}, or fails them; where one does not fit the network, each goes
   * alone, so that it fails alone.
   */
  static void answer(List<SharedExample> pass, ScoringModel model) {
    try {
      List<HeadOutputs> answers = model.score(pass.stream().map(one -> one.example).toList());
      for (int i = 0; i < pass.size(); i++) {
        pass.get(i).answer = answers.get(i);
      }
    } catch (IllegalArgumentException e) {
      if (pass.size() == 1) {
        pass.get(0).failure = e;
      } else {
        pass.forEach(one -> answer(List.of(one), model));
      }
    } catch (RuntimeException | Error e) {
      pass.forEach(one -> one.failure = e);
    }
  }

  boolean isAnswered() {
    return answer != null || failure != null;
  }

  /** Throws what the pass has thrown. */
  HeadOutputs answer() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    return answer;
  }
}
