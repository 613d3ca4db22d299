package dev.tandem.ingest.feed.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.feed.Commands;
import dev.tandem.ingest.feed.FeedUri;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Media of every kind that {@code tests/media/make.sh} makes by FFmpeg's own command, against
 * {@code tests/media/golden.json}. {@code -Dtandem.golden.write=true} writes what comes of them,
 * which must then be looked at.
 */
@Tag("long")
@Timeout(1_800)
class MediaSuiteIT {
  private static final Path SUITE = Path.of("..", "tests", "media");
  private static final Path GOLDEN = SUITE.resolve("golden.json");

  /** Milliseconds that are a picture of 25 in a second. */
  private static final long PICTURE = 40;

  private static final long SHADES = 4;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @TempDir static Path directory;

  private static SortedMap<String, Outcome> outcomes;

  @BeforeAll
  static void cut() throws Exception {
    assumeTrue(
        Commands.has("ffmpeg"),
        "without ffmpeg no media can be made; run tests/media/install-ffmpeg.sh");
    Commands.run(List.of(SUITE.resolve("make.sh").toString(), directory.toString()));
    outcomes = outcomes("");
    if (Boolean.getBoolean("tandem.golden.write")) {
      JSON.writeValue(GOLDEN.toFile(), outcomes);
    }
  }

  @Test
  void shouldGiveWhatItMust() throws IOException {
    SortedMap<String, Outcome> golden =
        JSON.readValue(GOLDEN.toFile(), new TypeReference<TreeMap<String, Outcome>>() {});

    assertThat(outcomes.keySet()).isEqualTo(golden.keySet());
    golden.forEach((name, expected) -> compare(name, outcomes.get(name), expected));
  }

  @Test
  void shouldGiveTheSameOfASingleFileAsOfAFolder() {
    for (String name : List.of("plain.mp4", "jump-back.ts", "what?.wav", "50%.wav", "a#1.wav")) {
      FeedUri uri = Feeds.ofFile(directory.resolve(name).toString());
      assertThat(outcomes(uri).get(name).brightness()).isEqualTo(outcomes.get(name).brightness());
      assertThat(outcomes(uri).get(name).onsets()).isEqualTo(outcomes.get(name).onsets());
    }
  }

  @Test
  void shouldGiveTheSameOfAFileThatGrows(@TempDir Path growing) throws Exception {
    for (String name :
        List.of(
            "plain.ts",
            "wraps.ts",
            "slow-sound.mkv",
            "plain.webm",
            "plain.flv",
            "channels-change.aac",
            "mono-float.wav")) {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      Path file = Files.write(growing.resolve(name), Arrays.copyOf(bytes, bytes.length / 4));
      Thread writer = new Thread(() -> append(file, bytes, bytes.length / 4));
      writer.start();
      Outcome outcome = outcomes(Feeds.parse("file:" + file + "?follow=3s")).get(name);
      writer.join();

      assertThat(outcome)
          .as(name)
          .usingRecursiveComparison()
          .ignoringFields("reasons")
          .isEqualTo(outcomes.get(name));
    }
  }

  private static void append(Path file, byte[] bytes, int from) {
    int part = 1 + (bytes.length - from) / 50;
    try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      for (int at = from; at < bytes.length; at += part) {
        output.write(bytes, at, Math.min(part, bytes.length - at));
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void compare(String name, Outcome outcome, Outcome expected) {
    assertThat(outcome)
        .as(name)
        .usingRecursiveComparison()
        .ignoringFields("onsets", "brightness")
        .isEqualTo(expected);
    near(name + ": onsets", outcome.onsets(), expected.onsets(), PICTURE);
    near(name + ": brightness", outcome.brightness(), expected.brightness(), SHADES);
  }

  private static void near(String name, List<Long> is, List<Long> expected, long most) {
    assertThat(is).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < is.size(); i++) {
      if (expected.get(i) < 0) {
        assertThat(is.get(i)).as(name).isEqualTo(expected.get(i));
      } else {
        assertThat(is.get(i)).as(name).isCloseTo(expected.get(i), within(most));
      }
    }
  }

  private static SortedMap<String, Outcome> outcomes(String parameters) {
    return outcomes(Feeds.parse("file:" + directory + "?order=name" + parameters));
  }

  private static SortedMap<String, Outcome> outcomes(FeedUri uri) {
    Map<String, Outcome.Gathering> gatherings = new HashMap<>();
    SortedMap<String, Outcome> all = new TreeMap<>();
    try (FileFeed feed = FileFeed.open(uri, 1)) {
      for (Optional<CapturedClip> clip = feed.next(); clip.isPresent(); clip = feed.next()) {
        String item = clip.get().origin().orElseThrow().item();
        gatherings.computeIfAbsent(item, name -> new Outcome.Gathering()).add(clip.get());
      }
      for (ItemReport report : feed.reports()) {
        all.put(
            report.item(),
            gatherings.getOrDefault(report.item(), new Outcome.Gathering()).outcome(report));
      }
    }
    return all;
  }
}
