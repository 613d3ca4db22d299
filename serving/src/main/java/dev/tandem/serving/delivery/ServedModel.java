package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ModelManifest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded version, shared by its owner and everyone who scores with it; it is closed when the last
 * of them lets go. Thread-safe: as many callers score at once as there are copies of the model, the
 * others wait, and share a pass where they ask for one example each.
 */
public final class ServedModel {
  private final CandidateVersion candidate;
  private final ModelCopies copies;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * Takes over {@code copies}; the caller is the first holder.
   *
   * @param copies of one model, at least one
   */
  ServedModel(CandidateVersion candidate, List<ScoringModel> copies) {
    this.candidate = candidate;
    this.copies = new ModelCopies(copies);
  }

  public ModelKey key() {
    return candidate.key();
  }

  public ModelManifest manifest() {
    return candidate.manifest();
  }

  public CandidateVersion candidate() {
    return candidate;
  }

  /** As {@link ScoringModel#task}. */
  public Task task() {
    return copies.any().task();
  }

  /** As {@link ScoringModel#score}; only while held. */
  public List<HeadOutputs> score(List<Example> examples) {
    return copies.score(examples);
  }

  /**
   * The same for one example, in one pass with those of others who wait. The last bits of an answer
   * depend on how many share it.
   *
   * @throws IllegalArgumentException if it does not fit the network
   */
  public HeadOutputs score(Example example) {
    return copies.score(example);
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
      copies.close();
    }
  }
}
