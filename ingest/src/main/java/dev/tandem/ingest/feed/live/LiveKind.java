package dev.tandem.ingest.feed.live;

import dev.tandem.ingest.feed.media.LiveAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The kinds of live source, and what FFmpeg makes of them. */
enum LiveKind {
  V4L2("v4l2", "DEVICE", "a camera of Linux, such as v4l2:/dev/video0", "v4l2", ""),
  ALSA("alsa", "DEVICE", "a microphone of Linux, such as alsa:default", "alsa", ""),
  AVFOUNDATION(
      "avfoundation",
      "DEVICES",
      "camera:microphone of macOS, such as avfoundation:0:0",
      "avfoundation",
      ""),
  DSHOW(
      "dshow",
      "DEVICES",
      "camera and microphone of Windows, such as dshow:video=NAME:audio=NAME",
      "dshow",
      ""),
  RTSP("rtsp", "//HOST/PATH", "a camera in the net", "", "rtsp_transport=tcp"),
  RTMP("rtmp", "//HOST/PATH", "a stream from an RTMP server", "", "rtmp_live=live"),
  UDP(
      "udp",
      "//HOST:PORT",
      "MPEG-TS by UDP, heard at that address",
      "mpegts",
      "overrun_nonfatal=1,fifo_size=50000"),
  SRT("srt", "//HOST:PORT", "MPEG-TS by SRT", "mpegts", ""),
  HTTP("http", "//HOST/PATH", "HLS, MJPEG or a stream by HTTP", "", ""),
  HTTPS("https", "//HOST/PATH", "the same by HTTPS", "", ""),
  LAVFI(
      "lavfi",
      "GRAPH",
      "FFmpeg's generated sound and pictures, such as lavfi:testsrc2;sine",
      "lavfi",
      "");

  /** How long, in microseconds, FFmpeg looks at a stream before it says what is in it. */
  private static final String LOOK = "analyzeduration=2000000";

  private final String word;
  private final String pathName;
  private final String sentence;
  private final String format;
  private final String options;

  LiveKind(String word, String pathName, String sentence, String format, String options) {
    this.word = word;
    this.pathName = pathName;
    this.sentence = sentence;
    this.format = format;
    this.options = options;
  }

  String word() {
    return word;
  }

  String pathName() {
    return pathName;
  }

  String sentence() {
    return sentence;
  }

  /** Whether it belongs to this machine. */
  boolean isDevice() {
    return pathName.startsWith("DEVICE");
  }

  static LiveKind of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst().orElseThrow();
  }

  /**
   * @param path what follows the colon
   * @param more options of FFmpeg, which win: {@code name=value,name=value}
   */
  LiveAddress address(String path, String more) {
    boolean net = path.startsWith("//");
    Map<String, String> all = options(net ? LOOK : "");
    all.putAll(options(options));
    all.putAll(options(more));
    return new LiveAddress(
        net ? word + ":" + path : path,
        format.isEmpty() ? Optional.empty() : Optional.of(format),
        all,
        isDevice());
  }

  private static Map<String, String> options(String text) {
    Map<String, String> options = new TreeMap<>();
    for (String pair : text.split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        options.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return options;
  }
}
