package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.serving.delivery.DeliverySettings;
import dev.tandem.serving.delivery.Publication;
import dev.tandem.serving.delivery.TestingClock;
import dev.tandem.serving.delivery.TestingModels;
import dev.tandem.serving.delivery.TestingTopics;
import dev.tandem.serving.delivery.VersionFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveModelTest {
  private static final Example EXAMPLE = new Example("c", new TreeMap<>());
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Publication.MODEL,
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          1 << 20,
          2,
          1,
          Optional.empty());

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Swap> swaps = Collections.synchronizedList(new ArrayList<>());
  private final TestingTopics topics = new TestingTopics();
  private final TestingModels models = new TestingModels();
  private final TestingClock clock = new TestingClock();
  private LiveModel live = live(1);

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void shouldKeepALeasedVersionUntilItsLastUse() {
    publish(Publication.of(1, 1, 0.25f));
    try (LiveModel.Lease lease = live.acquire()) {
      publish(Publication.of(1, 2, 0.75f));

      assertThat(lease.version()).isEqualTo(new ModelKey("m", 1, 1));
      assertThat(yes(lease)).isEqualTo(0.25f);
      assertThat(models.built().get(0).closes()).isZero();
    }

    assertThat(models.built().get(0).closes()).isEqualTo(1);
    try (LiveModel.Lease lease = live.acquire()) {
      assertThat(yes(lease)).isEqualTo(0.75f);
    }
  }

  @Test
  void shouldEndALeaseOnce() {
    publish(Publication.of(1, 1, 0.25f));
    LiveModel.Lease lease = live.acquire();
    lease.close();
    lease.close();

    assertThat(models.built().get(0).closes()).isZero();
    live.close();
    assertThat(models.built().get(0).closes()).isEqualTo(1);
  }

  @Test
  void shouldSayWhyThereIsNoModel() {
    assertThat(live.health()).isEqualTo(ModelHealth.LOADING);
    assertThatThrownBy(live::acquire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no model version is loaded (LOADING); wait for one with awaitReady");
  }

  @Test
  void shouldBeStaleWhileANewerVersionIsRefused() throws InterruptedException {
    topics.publish(Publication.of(1, 1, 0.25f));
    assertThat(live.awaitReady(Patience.STANDSTILL)).isTrue();
    assertThat(live.health()).isEqualTo(ModelHealth.READY);

    topics.publish(Publication.of(1, 2, Float.NaN));
    Patience.until(() -> live.health() == ModelHealth.STALE);
    assertThat(live.problem())
        .hasValue("m@1.2 is refused: its head audio answers NaN for zeros; must be finite");
    assertThat(live.version()).hasValue(new ModelKey("m", 1, 1));

    publish(Publication.of(1, 3, 0.5f));
    Patience.until(() -> live.health() == ModelHealth.READY);
    assertThat(heard)
        .containsExactly("refused m@1.2: its head audio answers NaN for zeros; must be finite");
  }

  @Test
  void shouldTellWhenAVersionWentLive() {
    Publication publication = Publication.of(1, 1, 0.25f);
    publish(publication);
    Patience.until(() -> swaps.size() == 1);

    assertThat(swaps)
        .containsExactly(
            new Swap(
                publication.key(),
                10,
                publication.time(),
                publication.time(),
                clock.instant(),
                clock.instant(),
                publication.payload().length));
    assertThat(swaps.get(0).delay())
        .isEqualTo(Duration.between(publication.time(), clock.instant()));
  }

  @Test
  void shouldGoBackToAKeptVersionWithoutLoadingItAgain() {
    keep(2);
    publish(Publication.of(1, 1, 0.25f));
    publish(Publication.of(1, 2, 0.5f));
    topics.control(ControlAction.PIN, 1, 1);
    Patience.until(() -> live.version().equals(Optional.of(new ModelKey("m", 1, 1))));
    try (LiveModel.Lease lease = live.acquire()) {
      assertThat(yes(lease)).isEqualTo(0.25f);
    }
    assertThat(live.pinned()).hasValue(new ModelKey("m", 1, 1));
    assertThat(models.built()).hasSize(2);

    topics.control(ControlAction.UNPIN, 0, 0);
    Patience.until(() -> live.version().equals(Optional.of(new ModelKey("m", 1, 2))));
    assertThat(models.built()).hasSize(2).allMatch(model -> model.closes() == 0);
  }

  @Test
  void shouldLetGoOfTheVersionThatWasUnusedForLongest() {
    keep(2);
    publish(Publication.of(1, 1, 0.25f));
    publish(Publication.of(1, 2, 0.5f));
    publish(Publication.of(1, 3, 0.75f));

    Patience.until(() -> models.built().get(0).closes() == 1);
    live.close();
    assertThat(models.built()).allMatch(model -> model.closes() == 1);
  }

  @Test
  void shouldBeStaleWhileTheBrokerIsAway() {
    publish(Publication.of(1, 1, 0.25f));
    topics.reachable(false);
    clock.advance(Duration.ofMinutes(1));
    Patience.until(() -> live.health() == ModelHealth.STALE);
    assertThat(live.problem()).hasValue("no broker answers");

    topics.reachable(true);
    Patience.until(() -> live.health() == ModelHealth.READY);
  }

  private void keep(int versions) {
    live.close();
    live = live(versions);
  }

  @Test
  void shouldGoOnWhenAListenerFails() {
    publish(Publication.of(1, 99, 0.25f));
    publish(Publication.of(2, 1, 0.75f));

    assertThat(live.health()).isEqualTo(ModelHealth.READY);
  }

  private void publish(Publication publication) {
    topics.publish(publication);
    Patience.until(() -> live.version().filter(publication.key()::equals).isPresent());
  }

  private static float yes(LiveModel.Lease lease) {
    return lease.model().score(List.of(EXAMPLE)).get(0).of("audio").orElseThrow()[1];
  }

  private LiveModel live(int keep) {
    SwapListener listener =
        new SwapListener() {
          @Override
          public void loaded(Swap swap) {
            swaps.add(swap);
            if (swap.version().version() == 99) {
              throw new IllegalStateException("a listener fails");
            }
          }

          @Override
          public void refused(String version, String reason, Instant at) {
            heard.add("refused %s: %s".formatted(version, reason));
          }
        };
    CurrentModel current = new CurrentModel(keep, listener, clock);
    VersionFollower follower =
        new VersionFollower(
            SETTINGS,
            Topics.standard(),
            topics.versionLog(),
            topics.chunkLog(),
            models,
            current,
            clock);
    return LiveModel.start("test", follower, current);
  }
}
