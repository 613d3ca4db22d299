package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.learner.data.Example;
import dev.tandem.serving.Patience;
import dev.tandem.serving.delivery.TestingModels.TestingModel;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class ServedModelTest {
  private final TestingModels models = new TestingModels();
  private final ServedModel model = load(1);

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

  @Test
  void shouldScoreWithAsManyCopiesAsThereAreThreadsAndCloseThemAll() {
    ServedModel twice = load(2);
    Example example = new Example("c", new TreeMap<>());
    CyclicBarrier bothScoring = new CyclicBarrier(2);
    models.whileScoring(() -> await(bothScoring));
    CompletableFuture<Void> other = CompletableFuture.runAsync(() -> twice.score(List.of(example)));
    twice.score(List.of(example));
    other.join();
    twice.release();

    assertThat(models.built().subList(1, 3))
        .extracting(copy -> copy.batches().size(), TestingModel::closes)
        .containsExactly(tuple(2, 1), tuple(2, 1));
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(Patience.STANDSTILL.toMinutes(), TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new AssertionError("both do not score at once", e);
    }
  }

  private TestingModel built() {
    return models.built().get(0);
  }

  private ServedModel load(int copies) {
    Publication publication = Publication.of(1, 1, 0.5f);
    CandidateVersion candidate =
        new CandidateVersion(
            publication.key(), publication.manifest(), publication.time(), Instant.EPOCH, 0);
    try {
      return new SnapshotLoader(models, copies).load(candidate, publication.payload());
    } catch (RefusedVersionException e) {
      throw new AssertionError(e);
    }
  }
}
