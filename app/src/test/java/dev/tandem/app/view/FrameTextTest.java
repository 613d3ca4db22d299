package dev.tandem.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameTextTest {
  private static final ViewFrame FRAME =
      new ViewFrame(
          "training",
          Duration.ofSeconds(83),
          6428,
          4576,
          316.6,
          286,
          new TreeMap<>(Map.of("audio", 0.5, "fused", 0.75, "video", 0.25)),
          new TreeMap<>(Map.of("audio", 1.5, "fused", 1.25, "video", 1.75)),
          new TreeMap<>(Map.of("audio", 0.6, "video", 1.7)),
          13,
          12);

  @Test
  void shouldShowTheFusedHeadFirst() {
    assertThat(FrameText.block(FRAME))
        .containsExactly(
            "01:23  training",
            "  clips     6,428 published, 4,576 trained, 317 per second",
            "  model     step 286, version 13 published, 12 live",
            "  accuracy  fused     0.75  ███████████████░░░░░",
            "  accuracy  audio     0.50  ██████████░░░░░░░░░░",
            "  accuracy  video     0.25  █████░░░░░░░░░░░░░░░",
            "  pace      audio     0.60  ██████░░░░░░░░░░░░░░",
            "  pace      video     1.70  █████████████████░░░");
  }

  @Test
  void shouldSayItInOneLineWhereThereIsNoTerminal() {
    assertThat(FrameText.line(FRAME))
        .isEqualTo(
            "01:23  training: step 286, 317 clips/s, accuracy fused 0.75 audio 0.50 video 0.25, "
                + "pace audio 0.60 video 1.70, published 13, live 12");
  }

  @Test
  void shouldShowErrorsWhereThereAreTargets() {
    ViewFrame frame =
        new ViewFrame(
            "training",
            Duration.ofSeconds(83),
            6428,
            4576,
            316.6,
            286,
            new TreeMap<>(),
            new TreeMap<>(Map.of("fused", 0.25)),
            new TreeMap<>(),
            13,
            12);

    assertThat(FrameText.block(frame)).contains("  error     fused     0.25  █████░░░░░░░░░░░░░░░");
    assertThat(FrameText.line(frame)).contains("error fused 0.25, pace");
  }

  @Test
  void shouldSayWhatIsStartingBeforeThereIsAnythingToMeasure() {
    ViewFrame starting = ViewFrame.starting("starting Kafka", Duration.ofSeconds(2));

    assertThat(FrameText.line(starting)).isEqualTo("00:02  starting Kafka");
    assertThat(FrameText.block(starting)).containsExactly("00:02  starting Kafka");
  }

  @Test
  void shouldPrintALineEveryTwoSeconds() {
    StringWriter out = new StringWriter();
    LiveView view = LiveView.on(new PrintWriter(out), true);

    for (int millis = 0; millis < 5000; millis += 250) {
      view.show(ViewFrame.starting("starting Kafka", Duration.ofMillis(millis)));
    }

    assertThat(out.toString().lines()).hasSize(3);
  }
}
