package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ModelManifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What operators say by the control topic, and what a follower makes of it. */
class PinnedVersionTest {
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Publication.MODEL,
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          1 << 20,
          2,
          1,
          Optional.empty());

  private final TestingTopics topics = new TestingTopics();
  private final TestingClock clock = new TestingClock();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void shouldStartWithThePinnedVersionHoweverFarBackItIs() {
    publish(1, 9);
    topics.beginBeforeEnd(4);
    topics.control(ControlAction.PIN, 1, 2);
    turn(follower());

    assertThat(sink.events())
        .contains("steer m@1.2", "deliver m@1.2")
        .doesNotContain("deliver m@1.9");
    assertThat(topics.seeks()).hasSize(1);
  }

  @Test
  void shouldStayWithThePinnedVersionUntilItIsUnpinned() {
    publish(1, 2);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.PIN, 1, 1);
    publish(3, 4);
    turn(follower);
    topics.control(ControlAction.UNPIN, 0, 0);
    turn(follower);

    assertThat(sink.events())
        .containsExactly(
            "deliver m@1.2",
            "supersede m@1.1 by m@1.2",
            "steer m@1.1",
            "deliver m@1.1",
            "steer newest",
            "deliver m@1.4",
            "supersede m@1.3 by m@1.4");
  }

  @Test
  void shouldLeaveAHeldVersionOnceItIsUnpinned() {
    publish(1, 2);
    held(3);
    topics.control(ControlAction.PIN, 1, 3);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.UNPIN, 0, 0);
    turn(follower);

    assertThat(sink.events())
        .containsExactly(
            "steer m@1.3",
            "deliver m@1.3",
            "supersede m@1.1 by m@1.3",
            "supersede m@1.2 by m@1.3",
            "steer newest",
            "deliver m@1.2");
  }

  @Test
  void shouldLeaveAHeldVersionForOneThatIsFurtherBack() {
    publish(1, 2);
    held(3);
    topics.beginBeforeEnd(1);
    topics.control(ControlAction.PIN, 1, 3);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.UNPIN, 0, 0);
    turn(follower);

    assertThat(sink.events()).contains("steer newest", "deliver m@1.2");
  }

  @Test
  void shouldKeepAHeldVersionThatWasReleased() {
    publish(1, 2);
    held(3);
    topics.control(ControlAction.PIN, 1, 3);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.RELEASE, 1, 3);
    topics.control(ControlAction.UNPIN, 0, 0);
    turn(follower);

    assertThat(sink.events()).doesNotContain("deliver m@1.2");
  }

  /** With its chunks, and no pointer to it. */
  private void held(int version) {
    Publication publication = Publication.of(1, version, 0.5f);
    Publication held =
        publication.with(ModelManifest.newBuilder(publication.manifest()).setHeld("accuracy fell"));
    topics.showChunks(held.chunkRecords());
    topics.showVersions(List.of(held.manifestRecord()));
  }

  @Test
  void shouldTakeAVersionThatTheSinkKeptWithoutLoadingIt() {
    publish(1, 2);
    VersionFollower follower = follower();
    turn(follower);
    sink.keep(Publication.of(1, 1, 0.5f).key());
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower);

    assertThat(sink.events()).endsWith("steer m@1.1", "recall m@1.1");
    assertThat(topics.seeks()).hasSize(1);
  }

  @Test
  void shouldFindAPinnedVersionAmongAsManyAsCanBeRetained() {
    publish(1, 1);
    for (int version = 2; version <= 10_000; version++) {
      topics.showVersions(Publication.of(1, version, 0.5f).modelRecords());
    }
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower());

    assertThat(sink.events()).containsExactly("steer m@1.1", "deliver m@1.1");
  }

  @Test
  void shouldSayOnceThatAPinnedVersionIsNotThere() {
    publish(1, 1);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.PIN, 3, 7);
    turn(follower);
    turn(follower);

    assertThat(sink.events())
        .containsExactly(
            "deliver m@1.1",
            "steer m@3.7",
            "refuse m@3.7: it is pinned and not on the topic."
                + " Pin another version, or unpin the model.");
    topics.publish(Publication.of(3, 7, 0.5f));
    turn(follower);
    assertThat(sink.events()).last().isEqualTo("deliver m@3.7");
  }

  @Test
  void shouldNotServeAVersionThatRetentionRemoved() {
    publish(1, 2);
    topics.showVersions(List.of(Publication.of(1, 1, 0.5f).tombstone()));
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower());

    assertThat(sink.events())
        .containsExactly(
            "steer m@1.1",
            "refuse m@1.1: it is pinned and not on the topic."
                + " Pin another version, or unpin the model.");
  }

  @Test
  void shouldKeepTheLastGoodVersionWhereThePinnedOneIsRefused() {
    Publication torn = Publication.of(1, 1, 0.5f);
    byte[] payload = torn.payload();
    payload[payload.length - 1] ^= 1;
    topics.publish(torn.with(payload));
    publish(2, 2);
    VersionFollower follower = follower();
    turn(follower);
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower);
    turn(follower);

    assertThat(sink.events()).hasSize(4).startsWith("deliver m@1.2", "supersede m@1.1 by m@1.2");
    assertThat(sink.events().get(3)).startsWith("refuse m@1.1: its payload has SHA-256");
  }

  @Test
  void shouldGiveUpWhatItLoadsWhenAnotherVersionIsWanted() {
    publish(1, 1);
    VersionFollower follower = follower();
    turn(follower);
    topics.showVersions(Publication.of(1, 2, 0.5f).modelRecords());
    turn(follower);
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower);
    clock.advance(Duration.ofMinutes(1));
    turn(follower);

    assertThat(sink.events()).containsExactly("deliver m@1.1", "steer m@1.1");
  }

  @Test
  void shouldRefuseForeignRecordsOfTheControlTopic() {
    publish(1, 1);
    topics.control(Publication.MODEL, new byte[] {1, 2});
    topics.control("other", new byte[] {3});
    topics.control(
        Publication.MODEL, Wire.encode(TestingTopics.event("other", ControlAction.PIN, 1, 1)));
    topics.control(ControlAction.PIN, -1, 0);
    topics.control(ControlAction.HALT, 0, 0);
    turn(follower());

    assertThat(sink.events())
        .containsExactly(
            "refuse m: unreadable control event: not Avro single-object encoding:"
                + " 2 bytes without the marker C3 01",
            "refuse m: the control event under key m names model other",
            "refuse m: the control event PIN names version -1.0; both must be at least 1",
            "deliver m@1.1");
  }

  @Test
  void shouldServeAFixedVersionWhateverOperatorsSay() {
    publish(1, 3);
    Publication fixed = Publication.of(1, 2, 0.5f);
    VersionFollower follower = follower(SETTINGS.of(Publication.MODEL, Optional.of(fixed.key())));
    topics.control(ControlAction.PIN, 1, 1);
    turn(follower);
    topics.control(ControlAction.UNPIN, 0, 0);
    turn(follower);

    assertThat(sink.events()).containsExactly("deliver m@1.2", "supersede m@1.1 by m@1.2");
  }

  @Test
  void shouldSayWhereToNameAnotherFixedVersionThanOneThatIsNotThere() {
    publish(2, 2);
    turn(follower(SETTINGS.of(Publication.MODEL, Optional.of(Publication.of(1, 1, 0.5f).key()))));

    assertThat(sink.events())
        .containsExactly(
            "refuse m@1.1: it is not on the topic, as after its retirement."
                + " Name another version in serving.shadow.");
  }

  @Test
  void shouldNoticeThatTheBrokerIsAway() {
    VersionFollower follower = follower();
    turn(follower);
    topics.reachable(false);
    turn(follower);
    clock.advance(Duration.ofSeconds(6));

    assertThatThrownBy(follower::turn).isInstanceOf(TimeoutException.class);
    topics.reachable(true);
    turn(follower);
  }

  private void publish(int first, int last) {
    for (int version = first; version <= last; version++) {
      topics.publish(Publication.of(1, version, 0.5f));
    }
  }

  private VersionFollower follower() {
    return follower(SETTINGS);
  }

  private VersionFollower follower(DeliverySettings settings) {
    return new VersionFollower(
        settings,
        Topics.standard(),
        topics.versionLog(),
        topics.chunkLog(),
        new TestingModels(),
        sink,
        clock);
  }

  private static void turn(VersionFollower follower) {
    follower.turn();
    follower.turn();
  }
}
