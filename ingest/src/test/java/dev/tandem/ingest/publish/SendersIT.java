package dev.tandem.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.SourceReport;
import dev.tandem.ingest.feed.Commands;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams of real senders on loopback, two minutes each, in which the sender is killed and started
 * again twice. What they send with is installed by {@code tests/media/install-senders.sh}; the
 * figures of each are in {@code target}.
 */
@Tag("long")
@Timeout(600)
class SendersIT {
  private static final Path FIGURES = Path.of("target");
  private static final int LENGTH = 120;
  private static final List<Integer> KILLS = List.of(40, 80);
  private static final int AWAY = 5;

  /** Seconds from the return of a sender to whole clips of it. */
  private static final int RETURN = 15;

  /** Milliseconds. */
  private static final double MAX_SKEW = 40;

  private static final long PICTURE = 20;
  private static final long MEGABYTE = 1 << 20;
  private static final Pattern ANONYMOUS = Pattern.compile("Anonymous: +(\\d+) kB");

  private final TestingKafka kafka = new TestingKafka();
  private final List<Instant> killed = new ArrayList<>();
  private final List<Instant> returned = new ArrayList<>();
  private final List<Long> memory = new ArrayList<>();
  private int heard;
  private int heartbeats;
  private Instant lastHeartbeat = Instant.now();
  private Duration longestSilence = Duration.ZERO;

  @TempDir Path directory;

  @ParameterizedTest
  @MethodSource("kinds")
  void shouldLoseNothingButTheOutages(String kind) throws Exception {
    require(kind);
    try (TestingSender sender = TestingSender.of(kind, record(), directory)) {
      sender.start();
      TimeUnit.SECONDS.sleep(1);
      String uri = sender.uri() + "?stall-timeout=3s&lateness=2s&frames=50";
      try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
        WatchedFeed watched = new WatchedFeed(feed);
        publish(watched, sender);
        SourceReport report = feed.sources().get(0);
        Files.writeString(FIGURES.resolve(kind + ".txt"), figures(watched, report));
        check(watched.seen(), report);
      }
    }
  }

  /** All of them, or those that {@code -Dtandem.senders=udp,rtsp} names. */
  static Stream<String> kinds() {
    return Stream.of(System.getProperty("tandem.senders", "udp,http,rtmp,rtsp").split(",", -1));
  }

  private void publish(WatchedFeed feed, TestingSender sender) throws Exception {
    PublisherSettings settings =
        PublisherSettings.of("cam", Instant.now().minusSeconds(30))
            .withHeartbeat(Duration.ofSeconds(1));
    FeedPublisher publisher = new FeedPublisher(settings, kafka.producer(), FlowControl.max());
    Thread publishing = new Thread(() -> publisher.publish(feed));
    publishing.start();
    try {
      watch(sender);
    } finally {
      publisher.stop();
      publishing.join();
      publisher.close();
    }
  }

  private void watch(TestingSender sender) throws Exception {
    lastHeartbeat = Instant.now();
    long begin = System.nanoTime();
    int done = 0;
    for (int second = 0; second < LENGTH; second = seconds(begin)) {
      if (done < 2 * KILLS.size()) {
        int due = KILLS.get(done / 2) + done % 2 * AWAY;
        if (second >= due && done % 2 == 0) {
          sender.kill();
          killed.add(Instant.now());
          done++;
        } else if (second >= due) {
          sender.start();
          returned.add(Instant.now());
          done++;
        }
      }
      listen();
      if (second / 10 > memory.size()) {
        System.gc();
        memory.add(anonymous());
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
  }

  private static int seconds(long begin) {
    return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
  }

  private void listen() {
    List<ProducerRecord<String, byte[]>> all = kafka.producer().history();
    for (ProducerRecord<String, byte[]> written : all.subList(heard, all.size())) {
      if (written.topic().equals(TestingKafka.AUDIO)
          && Wire.decode(written.value()) instanceof StreamMark mark
          && mark.getKind() == MarkKind.HEARTBEAT) {
        heartbeats++;
        lastHeartbeat = Instant.now();
      }
    }
    heard = all.size();
    Duration silence = Duration.between(lastHeartbeat, Instant.now());
    longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
  }

  private void check(List<WatchedFeed.Seen> seen, SourceReport report) {
    List<Long> indices = seen.stream().map(WatchedFeed.Seen::index).toList();
    assertThat(indices).doesNotHaveDuplicates().isSorted();
    List<long[]> gaps = gaps(indices);
    assertThat(gaps).as("gaps").hasSize(KILLS.size());
    for (int i = 0; i < gaps.size(); i++) {
      assertThat(gaps.get(i)[0])
          .as("begin of gap %d", i)
          .isGreaterThanOrEqualTo(killed.get(i).getEpochSecond() - 3);
      assertThat(gaps.get(i)[1])
          .as("end of gap %d", i)
          .isLessThanOrEqualTo(returned.get(i).getEpochSecond() + RETURN);
    }
    assertThat(seen.stream().filter(one -> one.modalities() < 2))
        .as("clips without one modality, beside an outage, the begin or the end")
        .hasSizeLessThanOrEqualTo(2 * KILLS.size() + 2);
    assertThat(longestSilence).as("without a heartbeat").isLessThan(Duration.ofSeconds(6));
    assertThat(report.timing().worstSkewMillis()).isLessThan(MAX_SKEW);
    List<Double> skews = skews(seen);
    assertThat(skews).hasSizeGreaterThan(LENGTH / 3);
    assertThat(skews).allSatisfy(skew -> assertThat(Math.abs(skew)).isLessThan(MAX_SKEW + PICTURE));
    assertThat(report.reconnects()).isGreaterThanOrEqualTo(KILLS.size());
    assertThat(memory.get(memory.size() - 1) - memory.get(2))
        .as("bytes more than after 30 s: %s", memory)
        .isLessThan(64 * MEGABYTE);
  }

  /** First and last second of each. */
  private static List<long[]> gaps(List<Long> indices) {
    List<long[]> gaps = new ArrayList<>();
    for (int i = 1; i < indices.size(); i++) {
      if (indices.get(i) > indices.get(i - 1) + 1) {
        gaps.add(new long[] {indices.get(i - 1) + 1, indices.get(i) - 1});
      }
    }
    return gaps;
  }

  private static List<Double> skews(List<WatchedFeed.Seen> seen) {
    return seen.stream().map(WatchedFeed.Seen::skew).flatMap(Optional::stream).sorted().toList();
  }

  private String figures(WatchedFeed watched, SourceReport report) {
    List<Double> skews = skews(watched.seen());
    List<String> gaps =
        gaps(watched.seen().stream().map(WatchedFeed.Seen::index).toList()).stream()
            .map(gap -> gap[0] + "-" + gap[1])
            .toList();
    return "%d clips, gaps %s (killed %s, returned %s), %d of one modality, %d heartbeats, longest silence %s, skew by content %.1f to %.1f ms, %s, anonymous MB %s, pointers %d KB"
        .formatted(
            watched.seen().size(),
            gaps,
            killed.stream().map(Instant::getEpochSecond).toList(),
            returned.stream().map(Instant::getEpochSecond).toList(),
            watched.seen().stream().filter(one -> one.modalities() < 2).count(),
            heartbeats,
            longestSilence,
            skews.isEmpty() ? Double.NaN : skews.get(0),
            skews.isEmpty() ? Double.NaN : skews.get(skews.size() - 1),
            report,
            memory.stream().map(bytes -> bytes / MEGABYTE).toList(),
            Pointer.totalBytes() / 1_024);
  }

  private static void require(String kind) {
    boolean there =
        Commands.has("ffmpeg")
            && switch (kind) {
              case "rtmp" -> Files.exists(Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so"));
              case "rtsp" -> hasRtspServer();
              default -> true;
            };
    assumeTrue(
        there, "there is nothing to send by " + kind + "; run tests/media/install-senders.sh");
  }

  private static boolean hasRtspServer() {
    try {
      Commands.run(
          List.of(
              "/usr/bin/python3",
              "-c",
              "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"));
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Longer than the test: a flash and a beep of 0.2 s each second. */
  private Path record() throws IOException, InterruptedException {
    Path file = directory.resolve("recording.mkv");
    Commands.run(
        List.of(
            "ffmpeg",
            "-nostdin",
            "-loglevel",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            "color=c=black:s=320x240:r=25:d=180,drawbox=c=white:t=fill:enable='lt(mod(t+0.001,1),0.2)'",
            "-f",
            "lavfi",
            "-i",
            "aevalsrc='if(lt(mod(t,1),0.2),0.5*sin(2*PI*500*t),0)':s=44100:d=180",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-bf",
            "0",
            "-g",
            "25",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            file.toString()));
    return file;
  }

  private static long anonymous() throws IOException {
    String text = Files.readString(Path.of("/proc/self/smaps_rollup"));
    return ANONYMOUS
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .mapToLong(kilobytes -> 1_024 * Long.parseLong(kilobytes))
        .findFirst()
        .orElseThrow();
  }
}
