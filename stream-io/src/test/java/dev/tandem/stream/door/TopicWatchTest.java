package dev.tandem.stream.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.TopicShape;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicWatchTest {
  private static final long REPEAT = TopicWatch.REPEAT.toMillis();
  private static final Uuid ID = new Uuid(1, 1);
  private static final Map<String, TopicShape> NONE = Map.of();
  private static final Map<String, TopicShape> ANOTHER =
      Map.of("t", new TopicShape(new Uuid(2, 2), 2));

  private final TopicWatch watch = new TopicWatch(List.of("t"));

  @Test
  void shouldBeQuietWhereNothingChanges() {
    assertThat(watch.look(with(2), 0)).isEmpty();
    assertThat(watch.look(with(2), REPEAT)).isEmpty();
    assertThat(watch.unread("t")).isZero();
  }

  @Test
  void shouldTellPartitionsThatWereAddedOnceAMinute() {
    watch.look(with(2), 0);

    assertThat(watch.look(with(5), 1))
        .isEqualTo(
            List.of(
                "topic t has 5 partitions, of which this job reads 2: what is written to the others is not read, and"
                    + " keys have moved. Stop its feeds, stop this job (that takes a savepoint) and start it again: it"
                    + " then reads the new partitions from their beginning. Then start the feeds"));
    assertThat(watch.unread("t")).isEqualTo(3);
    assertThat(watch.look(with(5), REPEAT)).isEmpty();
    assertThat(watch.look(with(5), 1 + REPEAT)).hasSize(1);
  }

  @Test
  void shouldEndTheJobWhereATopicWasDeleted() {
    watch.look(with(2), 0);
    watch.look(NONE, 1);

    assertThatThrownBy(() -> watch.look(NONE, 2))
        .isInstanceOf(DeletedTopicException.class)
        .hasMessage(
            "topic t was deleted while this job read it. The positions of its state are void: create the topic with"
                + " tandem topics create, and start the job without that state (another --state and"
                + " trainer.generation)")
        .satisfies(
            e ->
                assertThat(
                        ThrowableClassifier.findThrowableOfThrowableType(
                            new RuntimeException(e), ThrowableType.NonRecoverableError))
                    .as("no restart")
                    .isPresent());
  }

  @Test
  void shouldWaitForABrokerThatDoesNotKnowItsTopicsYet() {
    watch.look(with(2), 0);
    watch.look(NONE, 1);
    watch.look(with(2), 2);

    assertThat(watch.look(NONE, 3)).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherTopicOfThatNameForTheSame() {
    watch.look(with(2), 0);
    watch.look(ANOTHER, 1);

    assertThatThrownBy(() -> watch.look(ANOTHER, 2))
        .isInstanceOf(DeletedTopicException.class)
        .hasMessageStartingWith("topic t was deleted and created anew while this job read it.");
  }

  @Test
  void shouldNotBelieveALookThatTheNextContradicts() {
    watch.look(with(2), 0);
    watch.look(ANOTHER, 1);
    watch.look(with(2), 2);

    assertThat(watch.look(ANOTHER, 3)).isEmpty();
  }

  @Test
  void shouldLookAfterWhatTheJobWrites() {
    TopicShape written = new TopicShape(ID, 1);
    watch.look(Map.of("w", written), 0);
    assertThat(watch.look(Map.of("w", new TopicShape(ID, 3)), 1)).as("of no concern").isEmpty();
    watch.look(NONE, 2);

    assertThatThrownBy(() -> watch.look(NONE, 3))
        .isInstanceOf(DeletedTopicException.class)
        .hasMessage(
            "topic w was deleted while this job wrote to it. What was in it is lost: create it with tandem topics"
                + " create where it is missing, and start the job again, which goes on from its state");
  }

  private static Map<String, TopicShape> with(int partitions) {
    return Map.of("t", new TopicShape(ID, partitions));
  }
}
