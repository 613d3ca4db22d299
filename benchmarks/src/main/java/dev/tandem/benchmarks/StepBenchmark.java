package dev.tandem.benchmarks;

import dev.tandem.learner.Learner;
import dev.tandem.learner.StepReport;
import dev.tandem.learner.data.LabelledExample;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A training step from examples in the heap to updated parameters, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StepBenchmark {

  @Param({"mlp", "cnn", "resnet18", "conformer"})
  public String network;

  @Param({"multi-loss", "mlb"})
  public String policy;

  /** What computes: see {@link dev.tandem.learner.spec.ComputeDevice}. */
  @Param("cpu")
  public String device;

  private Learner learner;
  private List<LabelledExample> batch;

  @Setup
  public void create() {
    learner = Learner.create(BenchmarkNetworks.settings(network, policy, device));
    batch = BenchmarkNetworks.batch(network);
  }

  @TearDown
  public void close() {
    learner.close();
  }

  @Benchmark
  public StepReport step() {
    return learner.train(batch);
  }
}
