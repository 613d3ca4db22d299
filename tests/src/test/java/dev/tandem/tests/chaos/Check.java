package dev.tandem.tests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;

/** What must be true whatever was killed. */
final class Check {
  private Check() {}

  static void nothingLostNothingTwice(Chaos.Result result) {
    assertThat(result.undisturbed()).isNotEmpty();
    assertThat(result.disturbed()).isEqualTo(result.undisturbed());
    assertThat(result.committedTwice()).isZero();
    List<String> trained = result.steps().values().stream().flatMap(List::stream).toList();
    assertThat(trained).hasSize(Math.toIntExact(result.clips()));
    assertThat(new HashSet<>(trained)).hasSameSizeAs(trained);
  }

  /** Each clip joined once, answered once, by a version that is committed. */
  static void eachAnsweredOnce(Chaos.Result result) {
    assertThat(result.joined()).hasSize(Math.toIntExact(result.clips()));
    assertThat(result.joined().values()).containsOnly(1);
    assertThat(result.answered()).isEqualTo(result.joined());
    assertThat(result.served()).isEmpty();
  }
}
