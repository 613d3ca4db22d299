package dev.tandem.serving.delivery;

import dev.tandem.learner.Example;
import dev.tandem.learner.HeadProbabilities;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded version, shared by its owner and everyone who scores with it; the model is closed when
 * the last of them lets go. Thread-safe: callers score one after the other.
 */
public final class ServedModel {
  private final Candidate candidate;
  private final ScoringModel model;
  private final AtomicInteger holders = new AtomicInteger(1);

  /** Takes over {@code model}; the caller is the first holder. */
  ServedModel(Candidate candidate, ScoringModel model) {
    this.candidate = candidate;
    this.model = model;
  }

  public ModelKey key() {
    return candidate.key();
  }

  public ModelManifest manifest() {
    return candidate.manifest();
  }

  public Candidate candidate() {
    return candidate;
  }

  /** As {@link ScoringModel#score}; only while held. */
  public synchronized List<HeadProbabilities> score(List<Example> examples) {
    return model.score(examples);
  }

  /** Becomes a holder, who must {@link #release}; false if the last one let go already. */
  public boolean retain() {
    return holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Lets go; once for every hold. */
  public void release() {
    int left = holders.decrementAndGet();
    if (left < 0) {
      throw new IllegalStateException(key() + " was released more often than held");
    }
    if (left == 0) {
      model.close();
    }
  }
}
