package dev.tandem.trainer.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.stream.door.TailClock;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.TrainerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class TailClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final TailClock clock =
      new TailClock(
          JoinSettings.of(Config.of(Map.of(), TrainerOptions.ALL)).featureDoor(), new AnyReader());

  @Test
  void shouldTellTheTimeOfTheLatestRecord() {
    label("cam", START);
    label("cam", START.plusSeconds(5));
    label("cam", START.plusSeconds(1));

    requireLatest(START.plusSeconds(5));
    assertThat(clock.isAtRest()).isFalse();
  }

  @Test
  void shouldPassOverJunkAndRecordsThatAreFarAhead() {
    mark("cam", MarkKind.START, START);
    mark("cam", MarkKind.HEARTBEAT, START);
    clock.offer(raw(START.plus(Duration.ofDays(28)), "x", "hello".getBytes(UTF_8)));
    clock.offer(raw(START.plus(Duration.ofDays(28)), "x", null));
    label("cam", START.plus(Duration.ofDays(28)));
    label("cam-2", START.plus(Duration.ofDays(28 * 365)));

    requireLatest(START);
  }

  @Test
  void shouldStayAtRestWhereLettersOfEndedStreamsCameAgain() {
    mark("cam", MarkKind.START, START);
    mark("cam", MarkKind.END, START.plusSeconds(9));
    label("cam", START.plusSeconds(2));

    requireLatest(START.plusSeconds(9));
    assertThat(clock.isAtRest()).isTrue();
  }

  @Test
  void shouldTellNothingOfJunkAlone() {
    clock.offer(raw(START, "x", "hello".getBytes(UTF_8)));

    assertThat(clock.latest()).isEmpty();
  }

  private void requireLatest(Instant time) {
    assertThat(clock.latest()).hasValue(time.toEpochMilli());
  }

  private void label(String stream, Instant time) {
    offer(
        time,
        stream + "-1",
        new Label(stream + "-1", time, stream, "", "yes", List.of(), LabelKind.LABEL));
  }

  private void mark(String stream, MarkKind kind, Instant time) {
    offer(time, stream, new StreamMark(stream, kind, time));
  }

  private void offer(Instant time, String key, SpecificRecordBase value) {
    clock.offer(raw(time, key, Wire.encode(value)));
  }

  private static RawRecord raw(Instant time, String key, byte[] value) {
    return new RawRecord(new Origin("t", 0, 0, time.toEpochMilli()), key.getBytes(UTF_8), value);
  }
}
