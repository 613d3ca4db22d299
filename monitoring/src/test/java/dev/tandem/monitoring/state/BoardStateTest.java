package dev.tandem.monitoring.state;

import static dev.tandem.monitoring.TestingRecords.START;
import static dev.tandem.monitoring.TestingRecords.TOPICS;
import static dev.tandem.monitoring.TestingRecords.answer;
import static dev.tandem.monitoring.TestingRecords.clip;
import static dev.tandem.monitoring.TestingRecords.label;
import static dev.tandem.monitoring.TestingRecords.manifest;
import static dev.tandem.monitoring.TestingRecords.mark;
import static dev.tandem.monitoring.TestingRecords.part;
import static dev.tandem.monitoring.TestingRecords.record;
import static dev.tandem.monitoring.TestingRecords.step;
import static dev.tandem.monitoring.TestingRecords.word;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tandem.schemas.DeadLetterFormat;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BoardStateTest {
  private final TestingBoard board = new TestingBoard();

  private JsonObject version(int index) {
    return board.object("versions").getAsJsonArray("list").get(index).getAsJsonObject();
  }

  @Test
  void shouldTakeNoHarmFromAnything() {
    board.state.offer(record(TOPICS.training(), START, "k", Optional.of(new byte[] {1, 2, 3})));
    board.state.offer(record(TOPICS.models(), START, "no key of ours", Optional.empty()));
    board.state.offer(record(TOPICS.models(), START, "av@1.999999999", Optional.empty()));
    board.offer(START, manifest(0, START).setGeneration(-3).build());
    board.offer(START, answer("x", "", -5));
    board.offer(Instant.ofEpochMilli(Long.MAX_VALUE), step(1, 3).build());

    assertThat(board.object("reading").get("unreadable").getAsLong()).isEqualTo(1);
    assertThat(board.object("versions").getAsJsonArray("list")).isEmpty();
  }

  @Test
  void shouldPassOverOtherModels() {
    board.step(step(1, 3).setModel("other").build());
    board.offer(START, manifest(1, START).setModel("other").build());

    assertThat(board.object("training").get("step").getAsInt()).isZero();
    assertThat(board.object("versions").getAsJsonArray("list")).isEmpty();
  }

  @Test
  void shouldCarryHostileNamesAsTextThatCannotEndAScript() {
    String name = "</script><img src=x onerror=alert(1)>";
    board.offer(START, label("a", name));

    assertThat(board.state.snapshot()).doesNotContain("</script>").doesNotContain("<img");
    assertThat(board.object("classes").getAsJsonArray("list").get(0).getAsJsonObject().get("name"))
        .hasToString('"' + name + '"');
  }

  @Test
  void shouldCutNamesOfAnyLength() {
    board.offer(START, label("a", "x".repeat(100_000)));
    board.offer(START, step(1, 3).setReason("y".repeat(100_000)).build());

    assertThat(board.state.snapshot()).hasSizeLessThan(10_000);
  }

  @Test
  void shouldTellWhatHasChangedAndNothingElse() {
    board.step(step(1, 3).build());
    assertThat(board.state.changes()).isPresent();
    assertThat(board.state.changes()).isEmpty();

    board.step(step(2, 3).build());
    JsonObject changes =
        JsonParser.parseString(board.state.changes().orElseThrow()).getAsJsonObject();

    assertThat(changes.getAsJsonObject("sections").keySet()).containsExactlyInAnyOrder("training");
    assertThat(changes.getAsJsonObject("series").getAsJsonArray("stretch")).hasSize(2);
  }

  @Test
  void shouldTellWhenAVersionCameAndWhenItFirstAnswered() {
    board.offer(START, answer("a", "cat", 1));
    board.offer(START.plusSeconds(5), manifest(2, START.plusSeconds(5)).build());
    board.offer(START.plusSeconds(7), answer("b", "cat", 2));
    board.offer(START.plusSeconds(6), answer("c", "cat", 2));

    assertThat(version(1).get("latency").getAsDouble()).isEqualTo(1_000);
    assertThat(version(0).get("latency").isJsonNull()).isTrue();
    assertThat(board.object("versions").get("live").getAsString()).isEqualTo("av@1.2");
  }

  @Test
  void shouldTellNoLatencyOfWhatMayHaveAnsweredBefore() {
    board.offer(START, manifest(1, START).build());
    board.offer(START.plusSeconds(100), answer("a", "cat", 1));

    assertThat(version(0).get("latency").isJsonNull()).isTrue();
  }

  @Test
  void shouldKnowAVersionByTheStepThatPublishedIt() {
    board.step(step(20, 3).setPublishedVersion(1).build());

    assertThat(version(0).get("key").getAsString()).isEqualTo("av@1.1");
    assertThat(version(0).get("there").getAsBoolean()).isFalse();
    assertThat(version(0).get("t").getAsLong()).isEqualTo(START.plusSeconds(20).toEpochMilli());
  }

  @Test
  void shouldTellHoldsPinsAndReleases() {
    board.offer(START, manifest(1, START).setHeld("accuracy fell").build());
    board.offer(START.plusSeconds(1), word(ControlAction.PIN, 1));

    assertThat(version(0).get("held").getAsString()).isEqualTo("accuracy fell");
    assertThat(board.object("versions").getAsJsonObject("pin").get("who").getAsString())
        .isEqualTo("ann");

    board.offer(START.plusSeconds(2), word(ControlAction.RELEASE, 1));
    board.offer(START.plusSeconds(3), word(ControlAction.UNPIN, 0));

    assertThat(version(0).get("held").getAsString()).isEmpty();
    assertThat(board.object("versions").get("pin").isJsonNull()).isTrue();
    assertThat(board.events())
        .containsExactly(
            "word: unpin by ann",
            "word: release of 1.1 by ann",
            "word: pin of 1.1 by ann",
            "hold: 1.1 is held: accuracy fell");
  }

  @Test
  void shouldForgetTheOldestVersions() {
    for (int i = 1; i <= 2 * Versions.MOST; i++) {
      board.offer(START.plusSeconds(i), manifest(i, START.plusSeconds(i)).build());
    }

    assertThat(board.object("versions").getAsJsonArray("list")).hasSize(Versions.MOST);
    assertThat(version(0).get("version").getAsInt()).isEqualTo(Versions.MOST + 1);
  }

  @Test
  void shouldNameTheStreamThatHoldsTheOthers() {
    board.step(step(1, 3).build());
    board.offer(START, mark("slow", MarkKind.HEARTBEAT, START));
    board.offer(START, mark("fast", MarkKind.HEARTBEAT, START.plusSeconds(100)));
    board.offer(START, at("fast", START.plusSeconds(100)));

    assertThat(board.object("lag").get("behind").getAsDouble()).isEqualTo(99_000);
    assertThat(board.object("lag").get("holder").getAsString())
        .isEqualTo("stream slow is behind the others and holds them");

    board.offer(START, mark("slow", MarkKind.END, START));

    assertThat(board.object("lag").get("holder").getAsString())
        .isEqualTo("training works off a backlog");
  }

  @Test
  void shouldSayThatTheFeedHasEnded() {
    board.offer(START, at("cam", START));
    board.offer(START, mark("cam", MarkKind.END, START.plusSeconds(1)));

    assertThat(board.object("lag").get("ended").getAsBoolean()).isTrue();

    board.offer(START, at("cam", START.plusSeconds(2)));

    assertThat(board.object("lag").get("ended").getAsBoolean()).isFalse();
  }

  private static Label at(String stream, Instant time) {
    return Label.newBuilder(label("x-" + time.toEpochMilli(), "cat"))
        .setStream(stream)
        .setClipTime(time)
        .build();
  }

  @Test
  void shouldTellQuarantines() {
    ControlEvent quarantine =
        ControlEvent.newBuilder(word(ControlAction.QUARANTINE, 0)).setStream("cam").build();
    board.offer(START, quarantine);

    JsonObject stream = board.object("streams").getAsJsonArray("list").get(0).getAsJsonObject();
    assertThat(stream.get("quarantined").getAsBoolean()).isTrue();
    assertThat(board.events()).containsExactly("quarantine: stream cam is quarantined by ann");
  }

  @Test
  void shouldRememberAQuarantineOfAStreamThatManyOthersFollow() {
    board.offer(
        START, ControlEvent.newBuilder(word(ControlAction.QUARANTINE, 0)).setStream("cam").build());
    for (int i = 0; i <= Streams.MOST; i++) {
      board.offer(START, mark("other" + i, MarkKind.HEARTBEAT, START));
    }
    board.offer(START, mark("cam", MarkKind.HEARTBEAT, START));

    JsonObject stream = board.object("streams").getAsJsonArray("list").get(0).getAsJsonObject();
    assertThat(stream.get("name").getAsString()).isEqualTo("cam");
    assertThat(stream.get("quarantined").getAsBoolean()).isTrue();
  }

  @Test
  void shouldCountDeadLettersThatDifferInNumbersTogether() {
    for (int i = 0; i < 30; i++) {
      board.state.offer(letter("part 'x%d' has %d bytes".formatted(i, i), "cam"));
    }
    board.state.offer(letter("something else", DeadLetterFormat.UNKNOWN_STREAM));

    assertThat(board.section("letters").getAsJsonArray()).hasSize(2);
    assertThat(
            board
                .section("letters")
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject()
                .get("count")
                .getAsInt())
        .isEqualTo(30);
    assertThat(board.events()).hasSize(2);
    assertThat(board.object("streams").get("count").getAsInt()).isEqualTo(1);
  }

  private static ConsumerRecord<byte[], byte[]> letter(String reason, String stream) {
    ConsumerRecord<byte[], byte[]> letter =
        record(TOPICS.deadLetters(), START, "k", Optional.empty());
    letter.headers().add(DeadLetterFormat.REASON, reason.getBytes(StandardCharsets.UTF_8));
    letter.headers().add(DeadLetterFormat.STREAM, stream.getBytes(StandardCharsets.UTF_8));
    return letter;
  }

  @Test
  void shouldShowClipsWithTruthAndAnswerWhicheverComesFirst() {
    board.offer(START, label("c-1", "cat"));
    board.offer(START, clip("c-1", part("eye", ElementType.UINT8, List.of(2), new byte[2])));
    board.offer(START, answer("c-1", "dog", 3));

    JsonObject shown = board.section("strip").getAsJsonArray().get(0).getAsJsonObject();
    assertThat(shown.get("truth").getAsString()).isEqualTo("cat");
    assertThat(shown.getAsJsonObject("answer").get("text").getAsString()).isEqualTo("dog");
    assertThat(shown.getAsJsonObject("answer").get("version").getAsString()).isEqualTo("1.3");
    assertThat(board.snapshot().getAsJsonArray("pictures")).hasSize(1);
  }

  @Test
  void shouldTellEachPictureOnce() {
    board.offer(START, clip("c-1"));
    assertThat(pictures()).isEqualTo(1);

    board.offer(START, clip("c-2"));
    assertThat(pictures()).isEqualTo(1);
  }

  private int pictures() {
    return JsonParser.parseString(board.state.changes().orElseThrow())
        .getAsJsonObject()
        .getAsJsonArray("pictures")
        .size();
  }
}
