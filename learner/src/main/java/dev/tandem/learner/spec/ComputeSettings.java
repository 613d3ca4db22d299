package dev.tandem.learner.spec;

/**
 * What computes. Both are part of what makes training reproducible.
 *
 * @param device where parameters, moments and passes are
 * @param threads of PyTorch, for the whole JVM; at least 1
 */
public record ComputeSettings(ComputeDevice device, int threads) {

  public ComputeSettings {
    Requirement.atLeast("learner.threads", threads, 1, 1);
  }

  /** One thread of the processor. */
  public static ComputeSettings defaults() {
    return new ComputeSettings(ComputeDevice.CPU, 1);
  }

  public ComputeSettings withDevice(String name) {
    return new ComputeSettings(new ComputeDevice(name), threads);
  }

  public ComputeSettings withThreads(int value) {
    return new ComputeSettings(device, value);
  }
}
