package dev.tandem.learner;

import dev.tandem.learner.engine.Devices;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.learner.spec.ComputeDevice;

/**
 * What computes: engine and version, device, instruction set, threads. Equal fingerprints of
 * processors give equal bits for equal inputs; on a GPU results are equal within rounding.
 */
public final class Fingerprint {

  private Fingerprint() {}

  /** As in {@code pytorch 2.7.1; cpu amd64 avx2; threads 1}. Starts PyTorch if need be. */
  public static String of(ComputeDevice device) {
    return "pytorch %s; %s; threads %d"
        .formatted(TorchEngine.version(), Devices.description(device), TorchEngine.threads());
  }
}
