package dev.tandem.learner.spec;

import java.util.OptionalInt;
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

  /** Number of the CUDA device; empty for the processor. */
  public OptionalInt gpu() {
    Matcher gpu = GPU.matcher(name);
    if (!gpu.matches()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1)));
  }
}
