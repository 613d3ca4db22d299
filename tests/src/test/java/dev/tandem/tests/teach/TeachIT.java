package dev.tandem.tests.teach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** An empty model that is taught by files of people who say digits and show them. */
@Tag("long") // a demo that is taught in real time
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TeachIT {
  private static final int EXAMPLES = 10;
  private static final double ENOUGH = 0.8;
  private static final Duration LIVE_WITHIN = Duration.ofSeconds(3);
  private static final Pattern ADDRESS =
      Pattern.compile("^Teach it at (http://127\\.0\\.0\\.1:\\d+/teach)\n");

  @TempDir static Path directory;
  private static RunningTandem demo;
  private static TeachClient client;
  private static TaughtLog log;
  private static Map<String, List<Path>> recordings;

  @BeforeAll
  static void start() throws Exception {
    recordings = DigitRecordings.byClass();
    int port = FreePort.find();
    demo =
        RunningTandem.startFrugal(
            directory, "1g", "demo", "--headless", "--teach", "--port", Integer.toString(port));
    Patience.until(() -> ADDRESS.matcher(demo.output()).find());
    Matcher first = ADDRESS.matcher(demo.output());
    assertThat(first.find()).isTrue();
    client = TeachClient.of(first.group(1));
    Path any = recordings.get("0").get(0);
    Patience.until(() -> client.post(any, "").statusCode() != 503, demo::step);
    log = TaughtLog.follow(KafkaConnection.to("127.0.0.1:" + port), Topics.standard());
    Patience.until(() -> demo.output().contains("training"), demo::step);
  }

  @AfterAll
  static void stop() throws Exception {
    if (log != null) {
      log.close();
    }
    if (demo != null) {
      demo.terminate();
    }
  }

  /** Posts the first recordings of each class in turn; how long each took to be in a version. */
  private static List<Duration> teach(List<String> classes) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < EXAMPLES; i++) {
      for (String name : classes) {
        long released = System.nanoTime();
        String clip = client.clip(recordings.get(name).get(i), name);
        Patience.until(() -> log.learnedAt(clip).isPresent(), demo::step);
        times.add(Duration.ofNanos(log.learnedAt(clip).getAsLong() - released));
      }
    }
    return times;
  }

  /** The share of so many others that is answered right. */
  private static double right(List<String> classes, int each) throws Exception {
    Map<String, String> asked = new TreeMap<>();
    for (int i = 0; i < each; i++) {
      for (String name : classes) {
        asked.put(client.clip(recordings.get(name).get(EXAMPLES + i), ""), name);
      }
    }
    Patience.until(
        () -> asked.keySet().stream().allMatch(clip -> log.answer(clip).isPresent()), demo::step);
    long right =
        asked.entrySet().stream()
            .filter(
                one ->
                    log.answer(one.getKey())
                        .map(Prediction::getClassName)
                        .filter(one.getValue()::equals)
                        .isPresent())
            .count();
    return (double) right / asked.size();
  }

  @Test
  @Order(1)
  void shouldLearnTwoClassesFromTenExamplesEachAndBeLiveSoon() throws Exception {
    List<Duration> times = teach(List.of("0", "1"));

    double right = right(List.of("0", "1"), 5);
    System.out.println("right " + right + " times " + times);
    assertThat(right).isGreaterThanOrEqualTo(ENOUGH);
    List<Duration> later = times.subList(1, times.size()).stream().sorted().toList();
    assertThat(later.get(later.size() / 2)).isLessThanOrEqualTo(LIVE_WITHIN);
  }

  @Test
  @Order(2)
  void shouldLearnAThirdClassAndKeepTheFirstTwo() throws Exception {
    teach(List.of("2"));

    double right = right(List.of("0", "1"), 5);
    System.out.println("kept " + right + " third " + right(List.of("2"), 5));
    assertThat(right).isGreaterThanOrEqualTo(ENOUGH);
  }

  @Test
  @Order(3)
  void shouldLearnNothingFromAClipThatWasTakenBackInTime() throws Exception {
    String taken = client.clip(recordings.get("3").get(0), "3");

    assertThat(client.word("{\"action\":\"undo\"}").body()).contains("not '3' any more");

    String next = client.clip(recordings.get("0").get(EXAMPLES), "0");
    Patience.until(() -> log.isTrained(next), demo::step);
    assertThat(log.isTrained(taken)).isFalse();
  }

  @Test
  @Order(4)
  void shouldLearnARelabelledClipAsWhatItWasSaidToBeLast() throws Exception {
    String clip = client.clip(recordings.get("0").get(EXAMPLES), "1");

    assertThat(
            client
                .word("{\"action\":\"relabel\",\"clip\":\"%s\",\"class\":\"0\"}".formatted(clip))
                .body())
        .contains("is '0' now");
    Patience.until(() -> log.isTrained(clip), demo::step);
    assertThat(client.word("{\"action\":\"forget\",\"class\":\"0\"}").body())
        .contains("were learned already");
  }

  @Test
  @Order(5)
  void shouldSayWhatIsWrongWithARecording() throws Exception {
    Path noise = Files.writeString(directory.resolve("noise.mp4"), "no media at all");

    assertThat(client.post(noise, "0").statusCode()).isEqualTo(422);
    assertThat(client.post(noise, "0").body()).contains("the recording cannot be used");
    assertThat(client.post(recordings.get("0").get(0), "a,b").body()).contains("without commas");
  }
}
