package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import dev.tandem.tests.teach.DigitRecordings;
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

/** The teach page, as somebody uses it in a browser whose camera and microphone are not real. */
@Tag("long") // a demo and a browser
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TeachBrowserIT {
  private static final Path PICTURES = Path.of("target", "board");
  private static final Pattern ADDRESS =
      Pattern.compile("^Teach it at (http://127\\.0\\.0\\.1:\\d+/teach)\n");
  private static final String LESSONS = "(tandemBoard.store.section('lessons') ?? [])";
  private static final List<String> CLASSES = List.of("5", "7");
  private static final List<String> FAKES =
      List.of("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream");
  private static final int EXAMPLES = 10;
  private static final Duration LIVE_WITHIN = Duration.ofSeconds(3);
  private static final String MARKUP = "<img src=x onerror=alert(1)>";

  @TempDir static Path directory;
  private static RunningTandem demo;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    demo = RunningTandem.startFrugal(directory, "1g", "demo", "--headless", "--teach");
    Patience.until(() -> ADDRESS.matcher(demo.output()).find());
    Matcher first = ADDRESS.matcher(demo.output());
    assertThat(first.find()).isTrue();
    address = first.group(1);
    Patience.until(() -> demo.output().contains("training"), demo::step);
  }

  @AfterAll
  static void stop() throws Exception {
    if (demo != null) {
      demo.terminate();
    }
  }

  /** A page of a browser of its own, whose camera and microphone play {@code clips}. */
  private static BrowserPage open(String name, List<Path> clips, List<Chromium> opened)
      throws Exception {
    Path own = Files.createDirectory(directory.resolve(name));
    FakeMedia media = FakeMedia.write(own, "shown", clips);
    opened.add(Chromium.start(own, media.flags()));
    BrowserPage page = opened.get(opened.size() - 1).open(1280, 900);
    page.go(address);
    page.click("#start");
    Patience.until(() -> page.ask("!document.querySelector('#ask').disabled").asBoolean());
    return page;
  }

  private static String button(String name) {
    return "[...document.querySelectorAll('.hold')].find((b) => b.textContent === '%s')"
        .formatted(name);
  }

  /** Holds the button of a class for one example; how long after the release it was live. */
  private static Duration hold(BrowserPage page, String name) {
    String button = button(name);
    long before = learned(page);
    page.ask(button + ".dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }))");
    Patience.until(() -> page.ask("tandemBoard.further()").asBoolean());
    page.ask(button + ".dispatchEvent(new KeyboardEvent('keyup', { key: ' ' }))");
    long released = System.nanoTime();
    Patience.until(() -> learned(page) > before && live(page), demo::step);
    return Duration.ofNanos(System.nanoTime() - released);
  }

  /** Whether a version has learned all that is learned. */
  private static boolean live(BrowserPage page) {
    return page.ask(
            ("Math.max(...tandemBoard.store.section('versions').list.map((v) => v.step))"
                    + " >= Math.max(...%s.map((one) => one.step))")
                .formatted(LESSONS))
        .asBoolean();
  }

  private static String answer(BrowserPage page) {
    long before = page.ask("tandemBoard.asked.length").asLong();
    page.click("#ask");
    String last =
        LESSONS + ".find((one) => one.id === tandemBoard.asked[tandemBoard.asked.length - 1])";
    Patience.until(
        () ->
            page.ask("tandemBoard.asked.length > %d && !!%s?.answer".formatted(before, last))
                .asBoolean(),
        demo::step);
    Patience.until(() -> page.ask("!document.querySelector('#ask').disabled").asBoolean());
    return page.ask(last + ".answer.text").asText();
  }

  @Test
  @Order(1) // from an empty model
  void shouldLearnWhatItsCameraAndMicrophoneHaveShownIt() throws Exception {
    Map<String, List<Path>> recordings = DigitRecordings.byClass();
    List<Chromium> opened = new ArrayList<>();
    try {
      Map<String, BrowserPage> shown = new TreeMap<>();
      for (String name : CLASSES) {
        BrowserPage page = open("taught-" + name, recordings.get(name).subList(0, 12), opened);
        page.ask(
            "document.querySelector('#name').value = '%s', document.querySelector('#add').requestSubmit()"
                .formatted(name));
        shown.put(name, page);
      }
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < EXAMPLES; i++) {
        for (String name : CLASSES) {
          times.add(hold(shown.get(name), name));
        }
      }
      opened.forEach(Chromium::close);
      List<String> answers = new ArrayList<>();
      int right = 0;
      for (String name : CLASSES) {
        for (Path unseen : recordings.get(name).subList(12, 12 + EXAMPLES / 2)) {
          BrowserPage page = open("unseen-" + unseen.getFileName(), List.of(unseen), opened);
          String answer = answer(page);
          answers.add(name + ": " + answer);
          right += answer.equals(name) ? 1 : 0;
          opened.remove(opened.size() - 1).close();
        }
      }
      System.out.println("answered " + answers + "; live after " + times);
      assertThat(right).isGreaterThanOrEqualTo(8);
      assertThat(times.stream().sorted().toList().get(times.size() / 2))
          .isLessThanOrEqualTo(LIVE_WITHIN);
    } finally {
      opened.forEach(Chromium::close);
    }
  }

  private static long learned(BrowserPage page) {
    demo.requireAlive();
    return page.ask(LESSONS + ".filter((one) => one.step > 0).length").asLong();
  }

  private static void key(BrowserPage page, String type) {
    page.ask(
        button(MARKUP)
            + ".dispatchEvent(new KeyboardEvent('%s', { key: ' ', bubbles: true }))"
                .formatted(type));
  }

  @Test
  @Order(2)
  void shouldTeachByHoldingAKeyAndTellWhatItThinks() throws Exception {
    Path own = Files.createDirectory(directory.resolve("markup"));
    try (Chromium chromium = Chromium.start(own, FAKES)) {
      BrowserPage page = chromium.open(1280, 900);
      page.go(address);
      page.click("#start");
      Patience.until(() -> page.ask("!document.querySelector('#ask').disabled").asBoolean());
      page.ask(
          "document.querySelector('#name').value = '%s', document.querySelector('#add').requestSubmit()"
              .formatted(MARKUP));
      Patience.until(
          () -> page.ask("!!%1$s && !%1$s.disabled".formatted(button(MARKUP))).asBoolean());
      assertThat(page.ask("document.querySelectorAll('#buttons img').length").asLong()).isZero();

      long before = learned(page);
      key(page, "keydown");
      Patience.until(() -> learned(page) > before + 1, demo::step);
      key(page, "keyup");
      Patience.until(
          () -> live(page) && page.ask("!document.querySelector('#ask').disabled").asBoolean(),
          demo::step);
      page.click("#ask");

      Patience.until(() -> page.text("#bars").contains(MARKUP), demo::step);
      assertThat(page.ask("document.querySelectorAll('.answer img').length").asLong()).isZero();
      assertThat(page.text("#answer-note")).contains("version 1.");
      page.screenshot(PICTURES.resolve("teach-light-1280.png"));
      page.theme("dark");
      page.resize(390, 844);
      page.screenshot(PICTURES.resolve("teach-390.png"));
      assertThat(page.complaints()).isEmpty();
      page.close();
    }
  }
}
