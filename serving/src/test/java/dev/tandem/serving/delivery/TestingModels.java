package dev.tandem.serving.delivery;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Builds models of one weight, and remembers them. A model answers {@code yes} with its weight as
 * probability, whatever it is asked, and refuses the clip {@code misfit}.
 */
public final class TestingModels implements ModelBuilder {
  /** One model, which knows whether it was closed. */
  public final class TestingModel implements ScoringModel {
    private final float weight;
    private final List<Integer> batches = new ArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();

    private TestingModel(float weight) {
      this.weight = weight;
    }

    @Override
    public Task task() {
      return task;
    }

    @Override
    public List<HeadOutputs> score(List<Example> examples) {
      if (closes.get() > 0) {
        throw new IllegalStateException("scored after close");
      }
      batches.add(examples.size());
      whileScoring.run();
      return examples.stream().map(this::score).toList();
    }

    private HeadOutputs score(Example example) {
      if (example.clipId().equals("misfit")) {
        throw new IllegalArgumentException("misfit does not fit");
      }
      return new HeadOutputs(Map.of("audio", new float[] {1 - weight, weight}));
    }

    @Override
    public void close() {
      closes.incrementAndGet();
    }

    public float weight() {
      return weight;
    }

    public int closes() {
      return closes.get();
    }

    /** Sizes of the batches so far; the first is the warm-up. */
    public List<Integer> batches() {
      return List.copyOf(batches);
    }
  }

  private final Task task;
  private volatile Runnable whileScoring = () -> {};
  private final List<TestingModel> built = new CopyOnWriteArrayList<>();

  /** Models that tell classes apart. */
  public TestingModels() {
    this(Task.CLASSIFICATION);
  }

  public TestingModels(Task task) {
    this.task = task;
  }

  @Override
  public ScoringModel build(ModelManifest manifest, List<NamedTensor> weights) {
    if (!weights.get(0).name().equals("weight")) {
      throw new IllegalArgumentException("expected weight but got " + weights.get(0).name());
    }
    TestingModel model = new TestingModel(weights.get(0).data().getFloat());
    built.add(model);
    return model;
  }

  /** A version as it is served, held once by the caller. */
  public ServedModel serve(Publication publication) {
    CandidateVersion candidate =
        new CandidateVersion(
            publication.key(), publication.manifest(), publication.time(), Instant.EPOCH, 0);
    try {
      return new SnapshotLoader(this, 1).load(candidate, publication.payload());
    } catch (RefusedVersionException e) {
      throw new AssertionError(e);
    }
  }

  /** Every model does this whenever it scores, from now on. */
  public void whileScoring(Runnable task) {
    whileScoring = task;
  }

  /** Everything built so far, in order. */
  public List<TestingModel> built() {
    return List.copyOf(built);
  }
}
