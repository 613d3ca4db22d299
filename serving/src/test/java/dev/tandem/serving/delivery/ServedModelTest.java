package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.serving.delivery.TestingModels.TestingModel;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServedModelTest {
  private final TestingModels models = new TestingModels();
  private final ServedModel model = load();

  @Test
  void shouldBeClosedOnceByTheLastHolder() {
    assertThat(model.retain()).isTrue();
    model.release();
    assertThat(built().closes()).isZero();
    model.release();

    assertThat(built().closes()).isEqualTo(1);
  }

  @Test
  void shouldNotBeHeldAfterItsEnd() {
    model.release();

    assertThat(model.retain()).isFalse();
    assertThat(built().closes()).isEqualTo(1);
  }

  @Test
  void shouldSayThatItWasReleasedTooOften() {
    model.release();

    assertThatThrownBy(model::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("m@1.1 was released more often than held");
    assertThat(built().closes()).isEqualTo(1);
  }

  private TestingModel built() {
    return models.built().get(0);
  }

  private ServedModel load() {
    Publication publication = Publication.of(1, 1, 0.5f);
    Candidate candidate =
        new Candidate(publication.key(), publication.manifest(), publication.time(), Instant.EPOCH);
    try {
      return new SnapshotLoader(models).load(candidate, publication.payload());
    } catch (RefusedVersionException e) {
      throw new AssertionError(e);
    }
  }
}
