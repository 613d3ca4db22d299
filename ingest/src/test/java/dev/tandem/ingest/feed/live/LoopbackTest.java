package dev.tandem.ingest.feed.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A live stream by HTTP that breaks off and comes back. */
class LoopbackTest {
  private static final int RATE = 16_000;
  private static final int TENTHS = 35;

  private final AtomicInteger connections = new AtomicInteger();

  @TempDir Path directory;

  @Test
  @Timeout(120)
  void shouldGoOnWhereASenderComesBack() throws IOException {
    byte[] recording = Files.readAllBytes(record(directory.resolve("live.ts")));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService workers = Executors.newCachedThreadPool();
    server.setExecutor(workers);
    server.createContext("/", exchange -> send(recording, exchange));
    server.start();
    String uri = "http://127.0.0.1:%d/live.ts?lateness=1s".formatted(server.getAddress().getPort());
    List<CapturedClip> clips = new ArrayList<>();
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      while (clips.size() < 2 || connections.get() < 3) {
        clips.add(feed.next().orElseThrow());
      }
      clips.add(feed.next().orElseThrow());
    } finally {
      server.stop(0);
      workers.shutdownNow();
    }

    assertThat(clips).extracting(CapturedClip::index).doesNotHaveDuplicates().isSorted();
    List<Long> cut = clips.stream().map(CapturedClip::index).toList();
    List<CapturedClip> halves = clips.stream().filter(clip -> clip.signals().size() < 2).toList();
    assertThat(halves).hasSizeLessThan(clips.size() / 2);
    assertThat(halves)
        .as("only beside an outage may one modality have an answer and the other none")
        .noneSatisfy(clip -> assertThat(cut).contains(clip.index() - 1, clip.index() + 1));
  }

  /** At the pace of the recording. */
  private void send(byte[] recording, HttpExchange exchange) throws IOException {
    connections.incrementAndGet();
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      int part = recording.length / TENTHS;
      for (int at = 0; at < recording.length; at += part) {
        body.write(recording, at, Math.min(part, recording.length - at));
        body.flush();
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path record(Path file) throws IOException {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), 64, 64, 1)) {
      recorder.setFormat("mpegts");
      recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG2VIDEO);
      recorder.setAudioCodec(avcodec.AV_CODEC_ID_MP2);
      recorder.setFrameRate(25);
      recorder.setSampleRate(RATE);
      recorder.start();
      for (int i = 0; i < TENTHS; i++) {
        for (int frame = 0; frame < 25 * (i + 1) / 10 - 25 * i / 10; frame++) {
          recorder.record(new Frame(64, 64, Frame.DEPTH_UBYTE, 1));
        }
        FloatBuffer tone = FloatBuffer.allocate(RATE / 10);
        for (int n = 0; n < tone.capacity(); n++) {
          tone.put(n, (float) (0.5 * Math.sin(2 * Math.PI * 500 * n / RATE)));
        }
        recorder.recordSamples(RATE, 1, tone);
      }
      recorder.stop();
    }
    return file;
  }
}
