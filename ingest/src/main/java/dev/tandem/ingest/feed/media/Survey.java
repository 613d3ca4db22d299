package dev.tandem.ingest.feed.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Reads the packets of a file once, without decoding, for the times of all its streams: when it
 * really begins and ends, and where its times jump. Each stretch without a jump is an epoch; the
 * streams of a file share them.
 */
final class Survey implements Surveyed, AutoCloseable {
  /** Microseconds that times may go back without a jump. */
  static final long BACK = 1_000_000;

  /** Microseconds without anything that are a jump. */
  static final long AHEAD = 10_000_000;

  private final Map<Integer, Stream> streams = new HashMap<>();
  private final List<Epoch> epochs = new ArrayList<>(List.of(new Epoch()));
  private final MediaInput input;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private int error;

  private Survey(MediaInput input, List<StreamInfo> infos) {
    this.input = input;
    for (StreamInfo info : infos) {
      int codec = input.parameters(info.index()).codec_id();
      streams.put(info.index(), new Stream(info, input.unit(info.index()), codec));
    }
    input.select(streams.keySet());
  }

  /** Begins; takes over {@code input}, and reads nothing yet. */
  static Survey begin(MediaInput input, List<StreamInfo> infos) {
    return new Survey(input, infos);
  }

  /** Reads to the end. */
  void finish() throws MediaException {
    while (advance()) {}
    if (input.interrupt().isStopped()) {
      throw new MediaException("it was not read to its end");
    }
  }

  /** Reads a packet; false at the end. */
  boolean advance() {
    if (error < 0) {
      return false;
    }
    int read = input.read(packet);
    if (read < 0) {
      error = read;
      return false;
    }
    take();
    avcodec.av_packet_unref(packet);
    return true;
  }

  @Override
  public boolean has(int stream, long number) {
    while (streams.get(stream).packets <= number) {
      if (!advance()) {
        return false;
      }
    }
    return true;
  }

  /** Where in a file's clips each of its epochs lies, as far as it was read. */
  @Override
  public Timeline timeline() {
    List<Timeline.Span> spans = new ArrayList<>();
    Map<Integer, List<Timeline.Switch>> switches = new HashMap<>();
    streams.forEach((index, stream) -> switches.put(index, stream.switches));
    epochs.forEach(epoch -> spans.add(new Timeline.Span(epoch.begin, epoch.end)));
    return Timeline.of(spans, switches);
  }

  /** Microseconds from begin to end, jumps left out. */
  long length() {
    return epochs.stream()
        .filter(epoch -> epoch.end > epoch.begin)
        .mapToLong(epoch -> epoch.end - epoch.begin)
        .sum();
  }

  long packets(int stream) {
    return streams.get(stream).packets;
  }

  /** FFmpeg's error that ended the reading; AVERROR_EOF at the end of the file, 0 before it. */
  int error() {
    return error;
  }

  private void take() {
    Stream stream = streams.get(packet.stream_index());
    if (stream != null) {
      stream.take(packet);
    }
  }

  /** What is told of one packet. */
  private final class Stream {
    private final StreamInfo info;
    private final AVRational unit;
    private final int codec;
    private final List<Timeline.Switch> switches = new ArrayList<>();
    private long packets;
    private int epoch;
    private long last;

    Stream(StreamInfo info, AVRational unit, int codec) {
      this.info = info;
      this.codec = codec;
      this.unit = new AVRational().num(unit.num()).den(unit.den());
    }

    void take(AVPacket packet) {
      long stated = packet.duration() > 0 ? Ffmpeg.micros(packet.duration(), unit) : info.length();
      long length = Adts.micros(packet, codec, stated);
      boolean timed =
          info.timed() && !(Ffmpeg.isMissing(packet.dts()) && Ffmpeg.isMissing(packet.pts()));
      long decoded = timed ? time(packet.dts(), time(packet.pts(), last)) : last;
      if (packets > 0 && isJump(decoded)) {
        jump();
      }
      packets++;
      long shown = timed ? time(packet.pts(), decoded) : decoded;
      last = timed ? decoded : last + length;
      if ((packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0) {
        long[] skipped = skipped(packet);
        epochs.get(epoch).include(shown + skipped[0], shown + Math.max(0, length - skipped[1]));
      }
    }

    private boolean isJump(long time) {
      Epoch now = epochs.get(epoch);
      return time < last - BACK || (now.begin <= now.end && time > now.end + AHEAD);
    }

    private void jump() {
      if (epoch == epochs.size() - 1) {
        epochs.add(new Epoch());
      }
      epoch = epochs.size() - 1;
      switches.add(new Timeline.Switch(packets, epoch));
    }

    private long time(long time, long otherwise) {
      return Ffmpeg.isMissing(time) ? otherwise : Ffmpeg.micros(time, unit);
    }

    /** Microseconds of priming and of padding that the container declares. */
    private long[] skipped(AVPacket packet) {
      try (SizeTPointer size = new SizeTPointer(1)) {
        BytePointer data =
            avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_SKIP_SAMPLES, size);
        if (data == null || size.get() < 2L * Integer.BYTES) {
          return new long[] {0, 0};
        }
        long rate = Math.max(1, info.rate());
        return new long[] {
          littleEndian(data, 0) * Ffmpeg.SECOND / rate,
          littleEndian(data, Integer.BYTES) * Ffmpeg.SECOND / rate
        };
      }
    }
  }

  private static long littleEndian(BytePointer data, int at) {
    long value = 0;
    for (int i = Integer.BYTES - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (data.get(at + i) & 0xFF);
    }
    return value;
  }

  /** What was read stays known. */
  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    input.close();
  }

  private static final class Epoch {
    private long begin = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;

    void include(long from, long until) {
      begin = Math.min(begin, from);
      end = Math.max(end, until);
    }
  }
}
