package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.tests.FreePort;
import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.TandemProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board of a running demo, as somebody sees and uses it. */
@Tag("long") // a demo and a browser
class BoardBrowserIT {
  private static final Topics TOPICS = Topics.standard();
  private static final Path PICTURES = Path.of("target", "board");
  private static final String TRAINING = "tandemBoard.store.section('training')";
  private static final int ENOUGH = 40;

  /** As the board has it. */
  private static final int WINDOW = 500;

  @TempDir static Path directory;
  private static RunningTandem demo;
  private static Chromium chromium;
  private static String address;
  private static KafkaConnection kafka;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    int port = FreePort.find();
    demo =
        RunningTandem.startFrugal(
            directory,
            "1g",
            "demo",
            "--headless",
            "--feed",
            "studio:?rate=60",
            "--port",
            Integer.toString(port));
    Patience.until(() -> demo.output().contains("\n"));
    Matcher first =
        Pattern.compile("^The board is at (http://127\\.0\\.0\\.1:\\d+/)\n").matcher(demo.output());
    assertThat(first.find()).as("first line of %s", demo.output()).isTrue();
    address = first.group(1);
    kafka = KafkaConnection.to("127.0.0.1:" + port);
    chromium = Chromium.start(directory);
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (demo != null) {
      demo.terminate();
    }
  }

  private static BrowserPage open(int width, int height) throws Exception {
    BrowserPage page = chromium.open(width, height);
    page.go(address);
    Patience.until(() -> step(page) > ENOUGH, () -> demo.output().length());
    return page;
  }

  private static long step(BrowserPage page) {
    demo.requireAlive();
    return page.ask("(" + TRAINING + " ?? {step: 0}).step").asLong();
  }

  @Test
  void shouldShowMovingLinesAndWhatTheTopicsHold() throws Exception {
    BrowserPage page = open(1280, 900);
    long rows = page.ask("tandemBoard.store.series.t.length").asLong();
    String before = page.ask("document.querySelector('#accuracy canvas').toDataURL()").asText();

    Patience.until(() -> page.ask("tandemBoard.store.series.t.length").asLong() > rows + 3);

    assertThat(page.ask("document.querySelector('#accuracy canvas').toDataURL()").asText())
        .isNotEqualTo(before);
    requireTopics(page.ask(TRAINING));
    assertThat(page.text("#sentence")).matches("(?s).*(audio|Audio).*");
    assertThat(page.text("#state")).isEqualTo("learning");
    assertThat(page.complaints()).isEmpty();
    page.close();
  }

  /** Compares what a page had at one moment with the events of the topic up to there. */
  private static void requireTopics(JsonNode shown) {
    List<TrainingEvent> steps = new ArrayList<>();
    read(TOPICS.training(), TrainingEvent.class).stream()
        .filter(event -> event.getKind() == TrainingEventKind.STEP)
        .filter(event -> event.getStep() <= shown.get("step").asLong())
        .forEach(steps::add);
    assertThat(steps.get(steps.size() - 1).getStep()).isEqualTo(shown.get("step").asLong());
    assertThat(shown.at("/totals/trained").asLong()).isEqualTo(trained(steps));
    for (JsonNode head : shown.get("heads")) {
      assertThat(head.get("accuracy").asDouble())
          .as("accuracy of %s", head.get("name"))
          .isCloseTo(accuracy(head.get("name").asText(), steps), within(0.00002));
    }
  }

  private static long trained(List<TrainingEvent> steps) {
    return steps.get(steps.size() - 1).getTotals().stream()
        .filter(total -> total.getName().equals("trained"))
        .mapToLong(total -> (long) total.getValue())
        .sum();
  }

  /** Over the fewest last steps with so many clips. */
  private static double accuracy(String head, List<TrainingEvent> steps) {
    List<TrainingEvent> backwards = new ArrayList<>(steps);
    Collections.reverse(backwards);
    long scored = 0;
    long correct = 0;
    for (TrainingEvent step : backwards) {
      for (HeadResult result : step.getHeads()) {
        if (result.getHead().equals(head) && scored < WINDOW) {
          scored += result.getScored();
          correct += result.getCorrect();
        }
      }
    }
    return (double) correct / scored;
  }

  private static <T extends SpecificRecordBase> List<T> read(String topic, Class<T> type) {
    List<T> read = new ArrayList<>();
    try (CommittedLog log = CommittedLog.open(kafka)) {
      log.read(topic, record -> read.add(Wire.decode(record.value(), type)));
    }
    return read;
  }

  @Test
  void shouldStayWhereSomebodyLooksBackUntilItFollowsAgain() throws Exception {
    BrowserPage page = open(1280, 900);
    String key =
        "document.getElementById('accuracy').dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))";
    page.ask(key.formatted("+"));
    page.ask(key.formatted("ArrowLeft"));
    double from = page.ask("tandemBoard.race.view.min").asDouble();
    long step = step(page);

    Patience.until(() -> step(page) > step + 3);

    assertThat(page.ask("tandemBoard.race.view.min").asDouble()).isEqualTo(from);
    assertThat(page.ask("tandemBoard.race.accuracy.scales.x.min").asDouble()).isEqualTo(from);
    assertThat(page.ask("document.getElementById('follow').hidden").asBoolean()).isFalse();

    page.click("#follow");

    assertThat(page.ask("tandemBoard.race.view.max >= tandemBoard.store.series.end").asBoolean())
        .isTrue();
    assertThat(page.complaints()).isEmpty();
    page.close();
  }

  @Test
  void shouldLetServingGoBackByAClick() throws Exception {
    BrowserPage page = open(1280, 900);
    Patience.until(
        () ->
            page.ask("tandemBoard.store.section('versions').list.filter(v => v.there).length")
                    .asInt()
                > 2,
        () -> step(page));

    page.click("#back");
    assertThat(page.text("#dialog-question")).contains("go back to the version before");
    page.click("#dialog-buttons .main");

    Patience.until(
        () ->
            page.ask("tandemBoard.store.section('versions').pin?.key ?? ''").asText().length() > 0,
        () -> step(page));
    String pinned = page.ask("tandemBoard.store.section('versions').pin.key").asText();
    Patience.until(() -> lastAnswer().equals(Optional.of(pinned)), () -> step(page));
    Patience.until(
        () -> page.ask("tandemBoard.store.section('versions').live").asText().equals(pinned));
    assertThat(page.text("#live")).contains("pinned by");

    page.click("#newest");
    page.click("#dialog-buttons .main");

    Patience.until(() -> !lastAnswer().equals(Optional.of(pinned)), () -> step(page));
    assertThat(page.complaints()).isEmpty();
    page.close();
  }

  private static Optional<String> lastAnswer() {
    List<Prediction> answers = read(TOPICS.predictions(), Prediction.class);
    return answers.stream()
        .max(Comparator.comparing(Prediction::getClipTime))
        .map(a -> "%s@%d.%d".formatted(a.getModel(), a.getGeneration(), a.getVersion()));
  }

  @Test
  void shouldFitBothWidthsInBothThemes() throws Exception {
    BrowserPage first = open(1280, 900);
    Patience.until(
        () -> first.ask("tandemBoard.store.section('versions').list.length").asInt() > 6,
        () -> step(first));
    first.close();
    for (String theme : List.of("light", "dark")) {
      for (int width : List.of(1280, 390)) {
        BrowserPage page = open(width, 900);
        page.theme(theme);
        Patience.until(
            () -> page.ask("document.documentElement.dataset.theme").asText().equals(theme));
        assertThat(page.ask("document.documentElement.scrollWidth").asInt())
            .as("width of what is shown in %d pixels", width)
            .isLessThanOrEqualTo(width);
        picture(page, "%s-%d.png".formatted(theme, width));
        assertThat(page.complaints()).isEmpty();
        page.close();
      }
    }
  }

  @Test
  void shouldKeepARunAsOneFile() throws Exception {
    Path file = directory.resolve("run.html");
    JsonNode report =
        TandemProcess.demo(
            directory, "--clips", "320", "--seed", "7", "--no-board", "--html", file.toString());

    BrowserPage page = chromium.open(1280, 900);
    page.go(file.toUri().toString());

    assertThat(step(page)).isEqualTo(report.at("/training/steps").asLong());
    assertThat(page.ask("tandemBoard.store.whole").asBoolean()).isTrue();
    assertThat(page.text("#facts"))
        .contains("seed\n7", report.at("/training/finalSha256").asText());
    assertThat(page.ask("document.querySelectorAll('#accuracy canvas').length").asInt())
        .isEqualTo(1);
    assertThat(page.ask("document.getElementById('back').hidden").asBoolean()).isTrue();
    assertThat(page.complaints()).isEmpty();
    picture(page, "kept.png");
    page.close();
  }

  private static void picture(BrowserPage page, String name) throws IOException {
    page.screenshot(PICTURES.resolve(name));
  }
}
