package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code tandem features} and {@code tandem predict} without a served model. */
class MediaCommandsTest {
  private static final int RATE = 8_000;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path directory;

  @BeforeEach
  void record() throws IOException {
    byte[] noise = new byte[3 * RATE * 2];
    new java.util.Random(1).nextBytes(noise);
    try (AudioInputStream sound =
        new AudioInputStream(
            new ByteArrayInputStream(noise),
            new AudioFormat(RATE, 16, 1, true, false),
            noise.length / 2)) {
      AudioSystem.write(sound, AudioFileFormat.Type.WAVE, directory.resolve("cat_1.wav").toFile());
    }
  }

  @Test
  void shouldWriteARequestForEachClip() throws Exception {
    Files.writeString(directory.resolve("dog_1.mp4"), "no media at all");

    assertThat(run("features", directory.toString())).isEqualTo(ExitStatus.SUCCESS);

    List<String> requests = out.toString().lines().toList();
    assertThat(requests).hasSize(3);
    JsonNode last = new ObjectMapper().readTree(requests.get(2));
    assertThat(last.path("clipId").asText()).isEqualTo("cat_1.wav-00000002");
    assertThat(last.at("/features/audio").size()).isEqualTo(40);
    assertThat(last.at("/features/audio/39").size()).isEqualTo(98);
    assertThat(last.at("/features/video").isMissingNode()).isTrue();
    assertThat(err.toString().lines())
        .containsExactlyInAnyOrder(
            "cat_1.wav  0.0 s: no video",
            "left out dog_1.mp4: FFmpeg cannot read it: Invalid data found when processing input");
  }

  @Test
  void shouldSayWhatIsInFilesWithoutKafka() throws Exception {
    Files.writeString(directory.resolve("dog_1.mp4"), "no media at all");
    Path report = directory.resolveSibling(directory.getFileName() + ".json");

    assertThat(run("ingest", "file:" + directory, "--dry-run", "--report", report.toString()))
        .isEqualTo(ExitStatus.SUCCESS);

    assertThat(out.toString())
        .contains("cat_1.wav: 3 clips; audio: pcm_s16le, 8000 Hz, 1 channels")
        .contains("dog_1.mp4: 0 clips; nothing to use")
        .contains("3 clips, 0 of them complete, 3 with a label; {audio=3}");
    JsonNode found = new ObjectMapper().readTree(Files.readString(report));
    assertThat(found.at("/byClass/cat").asLong()).isEqualTo(3);
    JsonNode files = found.path("files");
    assertThat(files).hasSize(2);
    for (JsonNode file : files) {
      boolean cat = file.path("item").asText().equals("cat_1.wav");
      assertThat(file.path("clips").asLong()).isEqualTo(cat ? 3 : 0);
      assertThat(file.path("times").toString()).isEqualTo(cat ? "[\"0-2\"]" : "[]");
      assertThat(file.path("epochs").asInt()).isEqualTo(cat ? 1 : 0);
      assertThat(file.at("/faults/decodeErrors").asLong()).isZero();
      assertThat(file.path("reasons")).hasSize(cat ? 0 : 1);
    }
    Files.delete(report);
  }

  @Test
  void shouldDrawWhatTheExtractorsSee() throws Exception {
    Path picture = directory.resolve("seen/p.png");

    assertThat(
            run(
                "ingest",
                "file:" + directory,
                "--preview",
                picture.toString(),
                "--first-clip",
                "1"))
        .isEqualTo(ExitStatus.SUCCESS);

    assertThat(out.toString())
        .contains("clip 1, labelled cat")
        .contains("audio: 8000 samples at 8000 Hz, peak ")
        .contains("audio: log-mel 1 of shape [40, 98], values from ")
        .contains("video: none in this clip")
        .contains("drawn in " + picture);
    assertThat(ImageIO.read(picture.toFile()).getHeight()).isGreaterThan(400);
    assertThat(
            run(
                "ingest",
                "file:" + directory,
                "--preview",
                picture.toString(),
                "--first-clip",
                "9"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString()).contains("ended before its clip 9");
  }

  @Test
  void shouldSayWhichDevicesThereAreOrWhatToDoWithout() {
    int status = run("ingest", "--list-devices");

    assertThat(out.toString() + err)
        .as("devices, none, or no library for them")
        .matches("(?s).*(v4l2:|alsa:|avfoundation:|dshow:|lavfi:testsrc2;sine).*");
    assertThat(status).isIn(ExitStatus.SUCCESS, ExitStatus.USAGE);
    assertThat(run("ingest")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("Missing required parameter: 'FEED'");
  }

  @Test
  void shouldNotRepeatWhatIsLive() {
    assertThat(run("ingest", "lavfi:sine", "--first-clip", "3")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("lavfi:sine is live: what was is gone");
  }

  @Test
  void shouldRefuseADryRunWithoutEnd() {
    assertThat(run("ingest", "studio:", "--dry-run")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("studio: goes on without end; say how many clips");
    assertThat(run("ingest", "studio:", "--report", "r.json")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("--report needs --dry-run");
  }

  @Test
  void shouldRecordClipsThatADryRunReads() throws Exception {
    String folder = directory.resolve("recorded").toString();
    String media = "file:" + directory.resolve("cat_1.wav");

    assertThat(run("ingest", media, "--dry-run", "--record", folder))
        .as(err::toString)
        .isEqualTo(ExitStatus.SUCCESS);
    assertThat(out.toString())
        .contains("3 clips recorded in %s; features:%s replays them".formatted(folder, folder));

    Path sheet = Path.of(folder, "clips.csv");
    Files.writeString(sheet, Files.readString(sheet) + "another,cat\n");
    assertThat(run("ingest", "features:" + folder, "--dry-run")).isEqualTo(ExitStatus.SUCCESS);
    assertThat(out.toString())
        .contains("audio.safetensors: 3 clips; FLOAT32 of shape [40, 98] by log-mel/1")
        .contains("  clips.csv, line 5: it has 2 cells; must have 4, one for each of [id, label")
        .contains("video.safetensors: 0 clips; UINT8 of shape [3, 28, 28] by frame-stack/1")
        .containsSubsequence(
            "; {audio=3}", "3 clips, 0 of them complete, 3 with a label; {audio=3}");

    assertThat(run("ingest", media, "--dry-run", "--record", folder)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("recorded is not empty; a recording must have a folder");
    assertThat(run("ingest", media, "--preview", "p.png", "--record", folder))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("--preview draws one clip and records none");
    assertThat(run("ingest", "--feeds", "feeds.yaml", "--record", folder))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("--record is of one feed");
  }

  @Test
  void shouldWriteOneClipToAFile() throws Exception {
    Path file = directory.resolve("clip.json");
    String media = directory.resolve("cat_1.wav").toString();

    assertThat(run("features", media, "--clip", "1", "--output", file.toString())).isZero();

    assertThat(out.toString().strip()).isEqualTo("1 clips of %s in %s".formatted(media, file));
    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .startsWith("{\"clipId\":\"cat_1.wav-00000001\",\"features\":{\"audio\":[[");
    assertThat(run("features", media, "--clip", "7")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains(
            "tandem features: --clip is 7; %s has fewer clips, counted from 0".formatted(media));
  }

  @Test
  void shouldSayHowManyClipsOfAnEndlessFeed() {
    assertThat(run("features", "studio:")).isEqualTo(ExitStatus.USAGE);
    assertThat(run("predict", "studio:?snr=0")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "tandem features: studio: goes on without end; say how many clips with --clips",
            "tandem predict: studio:?snr=0 goes on without end; say how many clips with --clips");
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    assertThat(run("predict", "nothing.mp4")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith("tandem predict: nothing.mp4 does not exist; file:PATH must name a media file");
  }

  @Test
  void shouldSayThatNoServedModelAnswers() {
    assertThat(run("predict", "synthetic:", "--clips", "2", "--http", "http://127.0.0.1:1"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "tandem predict: no served model answers at http://127.0.0.1:1; start one with tandem serve, or name another with --http");
  }

  @Test
  void shouldRefuseWhatIsNoAddress() {
    for (String address : List.of("localhost:8090", "no address", "ftp://host", "/path")) {
      assertThat(run("predict", "synthetic:", "--clips", "2", "--http", address))
          .isEqualTo(ExitStatus.USAGE);
      assertThat(err.toString())
          .contains("--http is %s; must be a URL such as http://localhost:8090".formatted(address));
    }
  }

  @Test
  void shouldRefuseTwoBeginnings() {
    assertThat(run("predictions", "watch", "--since", "10min", "--last", "3"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(run("predictions", "watch", "--since", "lately")).isEqualTo(ExitStatus.USAGE);
    assertThat(run("predictions", "watch", "--format", "xml")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .contains("--since and --last are both given; give one of them")
        .contains(
            "--since is 'lately'; must be a time such as 2026-11-01T00:00:00Z, or so long ago, such as 10min")
        .contains("--format is 'xml'; must be one of text, json");
  }

  private int run(String... arguments) {
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
