package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where tensors are and what computes with them: {@code cpu}; {@code gpu}, or {@code gpu:N}, a CUDA
 * device by its number; {@code cpu-tensors}, the processor used as if it were a GPU.
 *
 * @param name one of these
 */
public record ComputeDevice(String name) {

  /** Memory that Java reaches: parameters are updated in blocks that fit the cache. */
  public static final ComputeDevice CPU = new ComputeDevice("cpu");

  /** All that is done on a GPU, done by the processor: what tests of that path run on. */
  public static final ComputeDevice CPU_TENSORS = new ComputeDevice("cpu-tensors");

  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  public ComputeDevice {
    if (!name.equals("cpu") && !name.equals("cpu-tensors") && !GPU.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "learner.device is '%s'; known are cpu, gpu, gpu:N, cpu-tensors. Use one of them."
              .formatted(name));
    }
  }

  /** Whether parameters lie in memory that Java reaches, rather than in tensors. */
  public boolean isHost() {
    return equals(CPU);
  }

  /**
   * Checks that PyTorch can compute with it; starts PyTorch if need be.
   *
   * @throws IllegalStateException if it cannot
   */
  public void requirePresent() {
    Engine engine = TorchEngine.engine();
    if (device().isGpu() && !engine.hasCapability(StandardCapabilities.CUDA)) {
      throw absent("PyTorch finds no GPU in this process", null);
    }
    try (NDManager manager = engine.newBaseManager(device())) {
      manager.zeros(new Shape(1));
    } catch (EngineException e) {
      throw absent("PyTorch cannot use it: " + e.getMessage(), e);
    }
  }

  private IllegalStateException absent(String why, Throwable cause) {
    return new IllegalStateException(
        "learner.device is %s; %s. Use cpu, or give the process a build for CUDA and a GPU, as docs/gpu.md says."
            .formatted(name, why),
        cause);
  }

  /** Its part of a fingerprint, as in {@code cpu amd64 avx2} or {@code gpu}. */
  public String description() {
    return device().isGpu() ? "gpu" : name + " " + TorchEngine.instructionSet();
  }

  Device device() {
    Matcher gpu = GPU.matcher(name);
    if (!gpu.matches()) {
      return Device.cpu();
    }
    return Device.gpu(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
  }
}
