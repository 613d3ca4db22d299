package dev.tandem.learner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.Fingerprint;
import dev.tandem.learner.spec.ComputeDevice;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstructionSetTest {

  @Test
  void shouldFollowTheRuleOfPyTorch() {
    assertThat(InstructionSet.widest(Set.of("sse4_2"))).isEqualTo("default");
    assertThat(InstructionSet.widest(Set.of("avx2"))).isEqualTo("default");
    assertThat(InstructionSet.widest(Set.of("avx2", "fma"))).isEqualTo("avx2");
    assertThat(InstructionSet.widest(Set.of("avx2", "fma", "avx512f"))).isEqualTo("avx2");
    assertThat(InstructionSet.widest(Set.of("avx2", "fma", "avx512vl", "avx512bw", "avx512dq")))
        .isEqualTo("avx512");
  }

  @Test
  void shouldFingerprintWhatComputes() {
    assertThat(Fingerprint.of(ComputeDevice.CPU))
        .matches("pytorch 2\\.7\\.1; cpu \\S+ .+; threads 1")
        .isEqualTo(Fingerprint.of(ComputeDevice.CPU))
        .isNotEqualTo(Fingerprint.of(ComputeDevice.CPU_TENSORS));
  }
}
