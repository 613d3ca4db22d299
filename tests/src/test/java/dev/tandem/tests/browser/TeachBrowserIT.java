package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.tests.Patience;
import dev.tandem.tests.RunningTandem;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The teach page, as somebody uses it in a browser whose camera and microphone are not real. */
@Tag("long") // a demo and a browser
class TeachBrowserIT {
  private static final Path PICTURES = Path.of("target", "board");
  private static final Pattern ADDRESS =
      Pattern.compile("^Teach it at (http://127\\.0\\.0\\.1:\\d+/teach)\n");
  private static final String LESSONS = "(tandemBoard.store.section('lessons') ?? [])";
  private static final String HOLD = "document.querySelector('.hold')";

  @TempDir static Path directory;
  private static RunningTandem demo;
  private static Chromium chromium;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    demo = RunningTandem.startFrugal(directory, "1g", "demo", "--headless", "--teach");
    Patience.until(() -> ADDRESS.matcher(demo.output()).find());
    Matcher first = ADDRESS.matcher(demo.output());
    assertThat(first.find()).isTrue();
    address = first.group(1);
    chromium =
        Chromium.start(
            directory,
            List.of("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"));
    Patience.until(() -> demo.output().contains("training"), () -> demo.output().length());
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

  private static long learned(BrowserPage page) {
    demo.requireAlive();
    return page.ask(LESSONS + ".filter((one) => one.step > 0).length").asLong();
  }

  private static void key(BrowserPage page, String type) {
    page.ask(
        HOLD
            + ".dispatchEvent(new KeyboardEvent('%s', { key: ' ', bubbles: true }))"
                .formatted(type));
  }

  @Test
  void shouldTeachByHoldingAKeyAndTellWhatItThinks() throws Exception {
    BrowserPage page = chromium.open(1280, 900);
    page.go(address);
    page.click("#start");
    Patience.until(() -> page.ask("!document.querySelector('#ask').disabled").asBoolean());
    page.ask(
        "document.querySelector('#name').value = '<img src=x onerror=alert(1)>',"
            + " document.querySelector('#add').requestSubmit()");
    Patience.until(() -> page.ask("!!%s && !%s.disabled".formatted(HOLD, HOLD)).asBoolean());
    assertThat(page.ask("document.querySelectorAll('#buttons img').length").asLong()).isZero();

    key(page, "keydown");
    Patience.until(() -> learned(page) > 1, () -> demo.output().length());
    key(page, "keyup");
    Patience.until(() -> page.ask("!document.querySelector('#ask').disabled").asBoolean());
    page.click("#ask");

    Patience.until(
        () -> page.text("#answer").contains("onerror"), () -> demo.output().length());
    assertThat(page.text("#answer-note")).contains("version 1.");
    page.screenshot(PICTURES.resolve("teach-light-1280.png"));
    page.theme("dark");
    page.resize(390, 844);
    page.screenshot(PICTURES.resolve("teach-390.png"));
    assertThat(page.complaints()).isEmpty();
    page.close();
  }
}
