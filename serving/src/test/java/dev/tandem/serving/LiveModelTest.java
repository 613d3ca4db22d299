package dev.tandem.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.learner.Example;
import dev.tandem.schemas.ModelKey;
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
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveModelTest {
  private static final Example EXAMPLE = new Example("c", new TreeMap<>());
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Publication.MODEL, Duration.ofSeconds(10), Duration.ofMillis(500), 1 << 20);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private final List<Swap> swaps = Collections.synchronizedList(new ArrayList<>());
  private final TestingTopics topics = new TestingTopics();
  private final TestingModels models = new TestingModels();
  private final TestingClock clock = new TestingClock();
  private final LiveModel live = live();

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
    assertThat(live.awaitReady(Duration.ofSeconds(5))).isTrue();
    assertThat(live.health()).isEqualTo(ModelHealth.READY);

    topics.publish(Publication.of(1, 2, Float.NaN));
    await().until(() -> live.health() == ModelHealth.STALE);
    assertThat(live.problem())
        .hasValue("m@1.2 is refused: its head audio answers NaN for zeros; must be finite");
    assertThat(live.version()).hasValue(new ModelKey("m", 1, 1));

    publish(Publication.of(1, 3, 0.5f));
    await().until(() -> live.health() == ModelHealth.READY);
    assertThat(heard)
        .containsExactly("refused m@1.2: its head audio answers NaN for zeros; must be finite");
  }

  @Test
  void shouldTellWhenAVersionWentLive() {
    Publication publication = Publication.of(1, 1, 0.25f);
    publish(publication);
    await().until(() -> swaps.size() == 1);

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
  void shouldGoOnWhenAListenerFails() {
    publish(Publication.of(1, 99, 0.25f));
    publish(Publication.of(2, 1, 0.75f));

    assertThat(live.health()).isEqualTo(ModelHealth.READY);
  }

  private void publish(Publication publication) {
    topics.publish(publication);
    await().until(() -> live.version().filter(publication.key()::equals).isPresent());
  }

  private static float yes(LiveModel.Lease lease) {
    return lease.model().score(List.of(EXAMPLE)).get(0).of("audio").orElseThrow()[1];
  }

  private LiveModel live() {
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
    CurrentModel current = new CurrentModel(listener, clock);
    VersionFollower follower =
        new VersionFollower(
            SETTINGS, topics.versionLog(), topics.chunkLog(), models, current, clock);
    return LiveModel.start("test", follower, current);
  }
}
