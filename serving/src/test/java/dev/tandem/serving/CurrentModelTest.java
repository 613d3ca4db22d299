package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.delivery.TestingClock;
import dev.tandem.serving.delivery.TestingModels;
import dev.tandem.serving.delivery.TestingModels.TestingModel;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurrentModelTest {
  private final TestingModels models = new TestingModels();
  private final CurrentModel current = new CurrentModel(1, SwapListener.NONE, new TestingClock());

  @Test
  void shouldReportTheNewestRefusalWhileAnOlderVersionAnswers() {
    current.refuse("m@1.3", "torn");
    current.refuse("m@1.2", "late");
    deliver(2);
    assertThat(current.health()).isEqualTo(ModelHealth.STALE);
    assertThat(current.problem()).hasValue("m@1.3 is refused: torn");

    deliver(3);
    assertThat(current.health()).isEqualTo(ModelHealth.READY);
  }

  @Test
  void shouldForgetARefusalOfNoVersionOrByAnOperatorsWord() {
    current.refuse("m", "unreadable pointer");
    deliver(1);
    assertThat(current.health()).isEqualTo(ModelHealth.READY);

    current.refuse("m@1.2", "torn");
    current.steer(Optional.empty());
    assertThat(current.health()).isEqualTo(ModelHealth.READY);
  }

  @Test
  void shouldLetGoOfWhatIsDeliveredAfterItsEnd() {
    current.close();
    deliver(1);

    assertThat(current.version()).isEmpty();
    assertThat(models.built()).extracting(TestingModel::closes).containsExactly(1);
  }

  private void deliver(int version) {
    current.deliver(models.serve(Publication.of(1, version, 0.5f)));
  }
}
