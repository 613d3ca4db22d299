package dev.tandem.ingest.feed.live;

import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.schemas.config.Option;
import java.time.Duration;
import java.util.List;

/** Parameters of live feeds. */
final class LiveOptions {
  static final Option<Duration> STALL_TIMEOUT =
      Option.ofDuration(
          "stall-timeout",
          Duration.ofSeconds(10),
          false,
          "Without anything for so long, the source is closed and opened again.");

  static final Option<Duration> LATENESS =
      Option.ofDuration(
          "lateness",
          Duration.ofSeconds(5),
          false,
          "How long after its end a clip waits for what is not there yet; more than a segment of HLS.");

  static final Option<String> FFMPEG =
      Option.ofText(
          "ffmpeg",
          "",
          "must be options of FFmpeg such as rtsp_transport=udp,buffer_size=1000000",
          text -> text.isEmpty() || text.matches("[^=,]+=[^,]*(,[^=,]+=[^,]*)*"),
          "Options that the input is opened with; they win.");

  static final Option<String> DELIVERY = FeedOptions.LIVE_DELIVERY;

  static final List<Option<?>> ALL =
      List.of(
          FeedOptions.FRAMES,
          FeedOptions.AUDIO_FEATURES,
          FeedOptions.VIDEO_FEATURES,
          FeedOptions.EXTRACT_THREADS,
          STALL_TIMEOUT,
          LATENESS,
          DELIVERY,
          FFMPEG);

  private LiveOptions() {}
}
