package dev.tandem.learner.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tandem.learner.spec.ComputeDevice;

/** Devices, as PyTorch has them. */
public final class Devices {

  private Devices() {}

  /**
   * Checks that PyTorch can compute with a device; starts PyTorch if need be.
   *
   * @throws IllegalStateException if it cannot
   */
  public static void requirePresent(ComputeDevice device) {
    Engine engine = TorchEngine.engine();
    if (device.gpu().isPresent() && !engine.hasCapability(StandardCapabilities.CUDA)) {
      throw absent(device, "PyTorch finds no GPU in this process", null);
    }
    try (NDManager manager = engine.newBaseManager(of(device))) {
      manager.zeros(new Shape(1));
    } catch (EngineException e) {
      throw absent(device, "PyTorch cannot use it: " + e.getMessage(), e);
    }
  }

  private static IllegalStateException absent(ComputeDevice device, String why, Throwable cause) {
    return new IllegalStateException(
        "learner.device is %s; %s. Use cpu, or give the process a build for CUDA and a GPU, as docs/gpu.md says."
            .formatted(device.name(), why),
        cause);
  }

  /** A device's part of a fingerprint, as in {@code cpu amd64 avx2} or {@code gpu}. */
  public static String description(ComputeDevice device) {
    return device.gpu().isPresent() ? "gpu" : device.name() + " " + TorchEngine.instructionSet();
  }

  /** As DJL calls it. */
  public static Device of(ComputeDevice device) {
    return device.gpu().isPresent() ? Device.gpu(device.gpu().getAsInt()) : Device.cpu();
  }
}
