package dev.tandem.app.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedsFileTest {
  @TempDir Path directory;

  @Test
  void shouldReadWhatAUserWrites() throws IOException {
    FeedsFile read =
        read(
            """
            # the hall
            gateway: hall
            feeds:
              cam-1: rtsp://user:secret@camera-1:554/stream?transport=x&stall-timeout=5s
              "cam-2":
                feed: lavfi:testsrc2=size=64x48:rate=5;sine
                stall-timeout: 2s
                clips: 7
              clips: {feed: 'file:my videos/#1?order=name', rate: 1.5, seed: 3, start: 2026-11-01T00:00:00Z}
            """);

    assertThat(read.gateway()).isEqualTo("hall");
    assertThat(read.feeds())
        .extracting(FeedPlan::stream, plan -> plan.uri().toString(), FeedPlan::clips)
        .containsExactly(
            tuple(
                "cam-1",
                "rtsp://user:secret@camera-1:554/stream?transport=x?stall-timeout=5s",
                OptionalLong.empty()),
            tuple(
                "cam-2",
                "lavfi:testsrc2=size=64x48:rate=5;sine?stall-timeout=2s",
                OptionalLong.of(7)),
            tuple("clips", "file:my videos/#1?order=name&rate=1.5", OptionalLong.empty()));
    assertThat(read.feeds())
        .extracting(FeedPlan::seed, FeedPlan::start)
        .last()
        .isEqualTo(tuple(3L, Optional.of(Instant.parse("2026-11-01T00:00:00Z"))));
  }

  @Test
  void shouldNameTheGatewayByAStreamWhichIsNobodyElses() throws IOException {
    assertThat(read("feeds:\n  cam-1: lavfi:sine\n").gateway()).isEqualTo("cam-1.gateway");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "feeds:;  a: lavfi:sine;  a: lavfi:sine | line 3: 'a' is there twice",
        "feeds:;  a:;    feed: lavfi:sine;    feed: lavfi:sine | line 4: a: the key 'feed' is there twice",
        "feeds:;  a: lavfi:sine;gateways: x | line 3: unknown key 'gateways'~ did you mean gateway?",
        "feeds:;  a: lavfi:sine;gateway: a | gateway is 'a', which is a stream",
        "feeds:;  a:;    feed: lavfi:sine;    stal-timeout: 1s | a: unknown key 'stal-timeout' of a feed lavfi:GRAPH~ did you mean stall-timeout?",
        "feeds:;  a:;    feed: lavfi:sine?frames=2;    frames: 3 | parameter 'frames' is given twice",
        "feeds:;  a:;    feed: file:x;    rate: fast | a: feed file:PATH: rate is fast",
        "feeds:;  a:;    feed: file:x;    clips: 0 | a: clips is '0'~ must be a whole number of at least 1",
        "feeds:;  a:;    feed: file:x;    start: yesterday | a: start is 'yesterday'~ must be a time such as",
        "feeds:;  a:;    feed: file:x;    seed: x | a: seed is 'x'~ must be a whole number",
        "feeds:;  a:;    rate: 1 | a: it has no 'feed'",
        "feeds:;  a: [1, 2] | a must be one value",
        "feeds:;  a: nonsense:x | a: unknown feed 'nonsense:x'",
        "feeds:;  my cam: lavfi:sine | stream is 'my cam'~ allowed are",
        "feeds: | 'feeds' must have a line for each stream",
        "feeds: {} | it has no feed",
        "- a | it must be a mapping with the key 'feeds'",
        "feeds: {a: | is not YAML, line",
      })
  void shouldSayWhatIsWrong(String lines, String message) {
    assertThatThrownBy(() -> read(lines.replace(';', '\n')))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(file().toString())
        .hasMessageContaining(message.replace('~', ';'));
  }

  @Test
  void shouldSayThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> FeedsFile.read(directory))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--feeds is %s, which cannot be read; ".formatted(directory));
  }

  private Path file() {
    return directory.resolve("feeds.yaml");
  }

  private FeedsFile read(String text) throws IOException {
    return FeedsFile.read(Files.writeString(file(), text));
  }
}
