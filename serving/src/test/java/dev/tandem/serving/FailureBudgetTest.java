package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.serving.delivery.TestingClock;
import java.time.Duration;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureBudgetTest {
  private final TestingClock clock = new TestingClock();
  private final FailureBudget budget = new FailureBudget(clock);

  @Test
  void shouldTryAgainForEverAfterWhatIsRetriable() {
    assertThatCode(() -> spend(100, new TimeoutException("broker away")))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldGiveUpAfterSixFailuresInAMinute() {
    spend(5, new IllegalStateException("broken"));

    assertThatThrownBy(() -> spend(1, new IllegalStateException("broken")))
        .hasMessage(
            "answering failed 6 times within PT1M, at last by"
                + " java.lang.IllegalStateException: broken");
  }

  @Test
  void shouldForgetFailuresAfterAMinute() {
    spend(5, new IllegalStateException("broken"));
    clock.advance(Duration.ofSeconds(61));

    assertThatCode(() -> spend(5, new IllegalStateException("broken"))).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheInstanceWhereProducersFenceEachOther() {
    spend(5, new ProducerFencedException("old epoch"));

    assertThatThrownBy(() -> spend(1, new ProducerFencedException("old epoch")))
        .hasMessageEndingWith("Another consumer has the same serving.instance; give each its own.");
  }

  @Test
  void shouldNotTryAgainWhereAccessIsRefused() {
    assertThatThrownBy(() -> spend(1, GroupAuthorizationException.forGroupId("g")))
        .hasMessage("Kafka refuses access: Not authorized to access group: g");
  }

  private void spend(int times, RuntimeException failure) {
    for (int i = 0; i < times; i++) {
      budget.spend(failure);
    }
  }
}
