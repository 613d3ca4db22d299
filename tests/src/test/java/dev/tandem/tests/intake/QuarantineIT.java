package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is taken out by the command while the job runs, in processes of their own. */
@Tag("long") // four jobs in processes of their own
class QuarantineIT {
  private static final int CLIPS = 1_200;
  private static final int HALF = CLIPS / 2;
  private static final List<String> STREAMS = List.of("cam-1", "cam-2");

  /** The word counts two minutes after the newest record, which is of the half's last clip. */
  private static final int FIRST_OUT = HALF + 120;

  private static final int OUT = (CLIPS - FIRST_OUT) / STREAMS.size();

  /** Clips are a second apart, and of the streams in turn. */
  private final Instant start =
      Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);

  private final String end = start.plusSeconds(CLIPS + 100).toString();

  @TempDir Path directory;

  private EmbeddedKafka kafka;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldTakeAStreamOutOfTrainingLiveAndInAReplayAlike() throws Exception {
    TestingTopics live = TestingTopics.create(kafka.bootstrapServers(), "live");
    List<LogRecord> log = log(live);
    int half = firstOf(log, start.plusSeconds(HALF + 1));
    Command command = new Command(directory, live);
    live.write(log.subList(0, half));

    RunningTandem job = command.startTrain("live", Map.of(), "--until", end);
    Patience.until(
        () -> {
          job.requireAlive();
          return live.totals().getOrDefault("trained", 0.0) >= HALF - 32;
        },
        live::totals);
    assertThat(
            command.control(
                "streams",
                "quarantine",
                "cam-2",
                "--why",
                "noise",
                "--who",
                "kim",
                "--ahead",
                "2min"))
        .contains("counts for clips from " + start.plusSeconds(FIRST_OUT));
    live.write(log.subList(half, log.size()));
    assertThat(job.await()).as(job.output()).isZero();

    assertThat(live.totals())
        .containsEntry("skippedQuarantined", (double) OUT)
        .containsEntry("trained", (double) CLIPS - OUT)
        .containsEntry("complete", (double) CLIPS);
    assertThat(command.control("streams", "list").lines())
        .contains(
            "STREAM  ACTION      FROM                  WORDS  WHO  WHY",
            "cam-2   quarantine  %s  1      kim  noise".formatted(start.plusSeconds(FIRST_OUT)));
    requireTheSameFromALogWithoutIt(live);
    requireThatALateWordIsRefused(live, command);
  }

  /** And a replay of this log and of its words learns the same. */
  private void requireTheSameFromALogWithoutIt(TestingTopics live) throws Exception {
    TestingTopics without = TestingTopics.create(kafka.bootstrapServers(), "without");
    without.write(
        log(without).stream()
            .filter(
                record ->
                    record.time() <= start.plusSeconds(FIRST_OUT).toEpochMilli()
                        || !key(record).startsWith("cam-2-"))
            .toList());
    new Command(directory, without).train("without", Map.of(), "--until", end);
    assertThat(live.versions()).isNotEmpty().isEqualTo(without.versions());

    new Command(directory, live).train("replay", Map.of("trainer.generation", "2"), "--until", end);
    assertThat(live.versions(2)).isEqualTo(without.versions());
    assertThat(live.totals()).containsEntry("skippedQuarantined", (double) OUT);
  }

  private void requireThatALateWordIsRefused(TestingTopics live, Command command) throws Exception {
    new ControlTopic(KafkaConnection.to(live.bootstrapServers()), live.topics().control())
        .write(
            new ControlEvent(
                "av",
                ControlAction.RELEASE,
                0,
                0,
                "kim",
                "better",
                start.plusSeconds(700),
                "cam-2"));
    command.train("replay", Map.of(), "--until", start.plusSeconds(CLIPS + 101).toString());

    assertThat(live.totals()).containsEntry("recordsLate", 1.0);
    assertThat(command.control("dead-letters", "list", "--stream", "cam-2"))
        .contains("RELEASE of stream cam-2 takes effect at", "by stream: 1 × cam-2");
  }

  private List<LogRecord> log(TestingTopics topics) {
    return TestingLog.of(topics.topics(), start, 3, CLIPS, STREAMS);
  }

  private static int firstOf(List<LogRecord> log, Instant time) {
    int first = 0;
    while (log.get(first).time() < time.toEpochMilli()) {
      first++;
    }
    return first;
  }

  private static String key(LogRecord record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }
}
