package dev.tandem.tests.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.Screen;
import dev.tandem.tests.log.LogRecord;
import dev.tandem.tests.log.TestingLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code tandem train} in a process of its own, killed while it trains and started again: the
 * models of a run that nobody kills. The log comes in parts, so that a slow machine trains as much
 * between two kills as a quick one.
 */
class KilledTrainerIT {
  private static final int CLIPS = 2_400;
  private static final int KILLS = 2;

  /** Clips are a second apart. */
  private static Instant start;

  /** Behind the end of all streams, which moves time on by the horizon. */
  private static String end;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path directory;

  private static EmbeddedKafka kafka;

  /** What nobody disturbs, and what it said. */
  private static TestingTopics calm;

  private static String said;

  @BeforeAll
  static void trainUndisturbed() throws Exception {
    start = Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
    end = start.plusSeconds(CLIPS + 100).toString();
    kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
    calm = TestingTopics.create(kafka.bootstrapServers(), "calm");
    calm.write(log(calm));
    said = new Command(directory, calm).train("calm", Map.of(), "--until", end);
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  @Test
  void shouldPublishTheModelsOfAnUndisturbedRun() throws Exception {
    TestingTopics killed = TestingTopics.create(kafka.bootstrapServers(), "killed");
    Command command = new Command(directory, killed);
    List<LogRecord> log = log(killed);
    int part = log.size() / (KILLS + 1);
    for (int i = 0; i < KILLS; i++) {
      RunningTandem train = command.startTrain("killed", Map.of(), "--until", end);
      long before = trained(killed);
      killed.write(log.subList(i * part, (i + 1) * part));
      Patience.until(() -> trains(train, killed, before), () -> trained(killed));
      if (i == 0) {
        requireASecondIsRefused(command, train);
      }
      train.kill();
    }
    killed.write(log.subList(KILLS * part, log.size()));
    command.train("killed", Map.of(), "--until", end);

    assertThat(killed.versions()).hasSizeGreaterThan(KILLS).isEqualTo(calm.versions());
    assertThat(killed.totals()).containsEntry("trained", (double) CLIPS);
    assertThat(steps(killed)).isEqualTo(steps(calm));
  }

  @Test
  void shouldWriteNothingButItsOwnWordsWhereNobodyDisturbsIt() throws Exception {
    Screen.requireOnlyOurs(said);

    RunningTandem serving = new Command(directory, calm).startServe();
    Patience.until(
        () -> {
          serving.requireAlive();
          return serving.output().contains(" is live");
        },
        serving::output);
    serving.terminate();
    serving.requireNoSilence();
    Screen.requireOnlyOurs(serving.output());
  }

  /** What the first has written is as the runs after it need it. */
  private static void requireASecondIsRefused(Command command, RunningTandem first)
      throws Exception {
    RunningTandem second = command.startTrain("killed", Map.of(), "--until", end);

    assertThat(second.await()).as(second.output()).isEqualTo(2);
    assertThat(second.output())
        .contains(
            "killed/train/av is in use by process %d (tandem train, since ".formatted(first.pid()));
    first.requireAlive();
  }

  private static List<LogRecord> log(TestingTopics topics) {
    return TestingLog.of(topics.topics(), start, 1, CLIPS);
  }

  private static boolean trains(RunningTandem train, TestingTopics topics, long before) {
    train.requireAlive();
    return trained(topics) > before;
  }

  /** Clips, those of steps that were lost and taken again once. */
  private static long trained(TestingTopics topics) {
    return steps(topics).values().stream().mapToLong(List::size).sum();
  }

  /** Clips of each step; one that was taken again had the same. */
  private static SortedMap<Long, List<String>> steps(TestingTopics topics) {
    SortedMap<Long, List<String>> steps = new TreeMap<>();
    for (TrainingEvent event : topics.events()) {
      if (event.getKind() == TrainingEventKind.STEP) {
        List<String> before = steps.put(event.getStep(), List.copyOf(event.getClipIds()));
        assertThat(before == null || before.equals(event.getClipIds()))
            .as("step %d trained %s, and again %s", event.getStep(), before, event.getClipIds())
            .isTrue();
      }
    }
    return steps;
  }
}
