package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.monitoring.http.BoardServer;
import dev.tandem.monitoring.http.BoardSettings;
import dev.tandem.tests.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a board looks like when something is the matter, and of a model that learns values. */
@Tag("long")
class BoardStatesIT {
  private static final Path PICTURES = Path.of("target", "board");
  private static final Duration AGE = Duration.ofMinutes(20);

  @TempDir Path directory;

  private static BoardServer serve(SyntheticRun run) {
    return BoardServer.start(BoardSettings.local(0), run.state(), Optional::empty, Optional::empty);
  }

  private static String address(BoardServer server) {
    return "http://127.0.0.1:%d/".formatted(server.port());
  }

  @Test
  void shouldSayThatLearningIsHaltedAndThatTheBoardIsGone() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    SyntheticRun run = new SyntheticRun(AGE);
    try (Chromium chromium = Chromium.start(directory)) {
      BrowserPage page = chromium.open(1280, 900);
      try (BoardServer server = serve(run)) {
        page.go(address(server));
        Patience.until(() -> page.text("body").contains("Audio is ahead"));

        run.halt("the loss of fused is NaN, for 5 batches in a row");

        Patience.until(() -> page.text("body").contains("Learning is halted."));
        assertThat(page.text("body")).contains("the loss of fused is NaN");
        page.screenshot(PICTURES.resolve("halted-1280.png"));
      }
      Patience.until(() -> page.text("body").contains("The board does not answer."));
      assertThat(page.text("body")).as("what was there before").contains("clips learned");
      page.screenshot(PICTURES.resolve("disconnected-1280.png"));
    }
  }

  @Test
  void shouldShowErrorsOfAModelThatLearnsValues() throws Exception {
    assumeTrue(Chromium.executable().isPresent(), Chromium.MISSING);
    try (BoardServer server = serve(SyntheticRun.ofTargets(AGE));
        Chromium chromium = Chromium.start(directory)) {
      BrowserPage page = chromium.open(1280, 900);
      page.go(address(server));

      Patience.until(() -> page.text("body").contains("an error of"));
      page.screenshot(PICTURES.resolve("targets-1280.png"));
      assertThat(page.complaints()).isEmpty();
    }
  }
}
