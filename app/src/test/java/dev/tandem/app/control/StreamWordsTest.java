package dev.tandem.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamWordsTest {
  private static final int MANY = 10_000;

  private final StreamWords words = new StreamWords("av", Optional.empty());

  @Test
  void shouldHoldTheLastWordOfEachStream() {
    for (int time = 0; time < MANY; time++) {
      say(words, "cam-" + time % 3, time % 2 == 0, time);
    }

    assertThat(words.list())
        .extracting(StreamWord::stream, StreamWord::from, StreamWord::words)
        .containsExactly(
            tuple("cam-0", at(9_999), 3_334L),
            tuple("cam-1", at(9_997), 3_333L),
            tuple("cam-2", at(9_998), 3_333L));
    assertThat(StreamTable.lines(words.list())).hasSize(4);
  }

  /** What is said later may count from earlier on. */
  @Test
  void shouldTakeTheOneOfTheLatestEventTime() {
    say(words, "cam", true, 20);
    say(words, "cam", false, 10);
    assertThat(words.list())
        .containsExactly(new StreamWord("cam", "quarantine", at(20), 2, "kim", "why"));

    say(words, "cam", false, 20);
    assertThat(words.list())
        .containsExactly(new StreamWord("cam", "release", at(20), 3, "kim", "why"));
  }

  @Test
  void shouldHoldTheLastWordsOfOneStream() {
    StreamWords one = new StreamWords("av", Optional.of("cam-1"));
    for (int time = 0; time < MANY; time++) {
      say(one, "cam-" + time % 2, true, time);
    }

    assertThat(one.list()).hasSize(StreamWords.MOST);
    assertThat(one.list().get(0).words()).isEqualTo(MANY / 2 - StreamWords.MOST + 1);
    assertThat(one.list().get(StreamWords.MOST - 1))
        .isEqualTo(new StreamWord("cam-1", "quarantine", at(9_999), MANY / 2, "kim", "why"));
  }

  @Test
  void shouldPassOverWhatIsNoWordOnAStreamOfTheModel() {
    words.offer(null);
    words.offer("foreign".getBytes(StandardCharsets.UTF_8));
    words.offer(Wire.encode(event("other", ControlAction.QUARANTINE, "cam", 1)));
    words.offer(Wire.encode(event("av", ControlAction.HALT, "cam", 1)));
    words.offer(Wire.encode(event("av", ControlAction.RELEASE, "", 1)));

    assertThat(words.list()).isEmpty();
  }

  private static void say(StreamWords words, String stream, boolean out, long time) {
    ControlAction action = out ? ControlAction.QUARANTINE : ControlAction.RELEASE;
    words.offer(Wire.encode(event("av", action, stream, time)));
  }

  private static ControlEvent event(String model, ControlAction action, String stream, long time) {
    return ControlEvent.newBuilder()
        .setModel(model)
        .setAction(action)
        .setGeneration(1)
        .setVersion(1)
        .setWho("kim")
        .setWhy("why")
        .setTime(Instant.ofEpochSecond(time))
        .setStream(stream)
        .build();
  }

  private static String at(long time) {
    return Instant.ofEpochSecond(time).toString();
  }
}
