package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/** An open container, device or connection, as packets. Used by one thread. */
final class MediaInput implements AutoCloseable {
  private static final int NOT_TO_PLAY =
      avformat.AV_DISPOSITION_ATTACHED_PIC | avformat.AV_DISPOSITION_TIMED_THUMBNAILS;

  private final AVFormatContext context;
  private final Interrupt interrupt;
  private final Unwrapper unwrapper = new Unwrapper();

  private MediaInput(AVFormatContext context, Interrupt interrupt) {
    this.context = context;
    this.interrupt = interrupt;
  }

  /**
   * Opens and looks into it.
   *
   * @param format FFmpeg's name of the container or kind of device; empty to find out
   * @param options of FFmpeg
   * @param interrupt asked while it waits; closed with this
   */
  static MediaInput open(
      String url, Optional<String> format, Map<String, String> options, Interrupt interrupt)
      throws MediaException {
    Ffmpeg.load();
    AVInputFormat container = format.isEmpty() ? null : format(format.get());
    AVFormatContext context = avformat.avformat_alloc_context();
    interrupt.guard(context);
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
    try {
      Ffmpeg.check(avformat.avformat_open_input(context, url, container, dictionary));
    } catch (MediaException e) {
      interrupt.close();
      throw e;
    } finally {
      avutil.av_dict_free(dictionary);
    }
    MediaInput input = new MediaInput(context, interrupt);
    try {
      Ffmpeg.check(avformat.avformat_find_stream_info(context, (AVDictionary) null));
      return input;
    } catch (MediaException e) {
      input.close();
      throw e;
    }
  }

  private static AVInputFormat format(String name) throws MediaException {
    AVInputFormat format = avformat.av_find_input_format(name);
    if (format == null) {
      throw new MediaException(
          "FFmpeg has no input %s on %s; %s"
              .formatted(name, System.getProperty("os.name"), Ffmpeg.ALTERNATIVES));
    }
    return format;
  }

  /** Those of sound, pictures and anything else, in the container's order. */
  List<StreamInfo> streams() {
    List<StreamInfo> streams = new ArrayList<>();
    for (int i = 0; i < context.nb_streams(); i++) {
      streams.add(info(context.streams(i), hasTimes()));
    }
    return streams;
  }

  /** The stream of that kind to use: the one that is to be played, then the largest, the first. */
  Optional<StreamInfo> best(Kind kind) {
    return streams().stream()
        .filter(stream -> stream.kind() == kind && stream.usable())
        .min(
            Comparator.comparing((StreamInfo stream) -> !stream.preferred())
                .thenComparing(stream -> -stream.size())
                .thenComparing(StreamInfo::index));
  }

  /** Only packets of {@code streams} are read from now on. */
  void select(Set<Integer> streams) {
    for (int i = 0; i < context.nb_streams(); i++) {
      context
          .streams(i)
          .discard(streams.contains(i) ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
    }
  }

  AVCodecParameters parameters(int stream) {
    return context.streams(stream).codecpar();
  }

  /** Of packets of the stream. */
  AVRational unit(int stream) {
    return context.streams(stream).time_base();
  }

  Interrupt interrupt() {
    return interrupt;
  }

  /** Microseconds that it lasts by its own account; 0 where it says nothing. */
  long statedLength() {
    return Ffmpeg.isMissing(context.duration()) ? 0 : Math.max(0, context.duration());
  }

  /** The wall-clock time of its time 0 by the sender's word, in microseconds; empty without one. */
  Optional<Long> wallClockStart() {
    long start = context.start_time_realtime();
    return Ffmpeg.isMissing(start) || start <= 0 ? Optional.empty() : Optional.of(start);
  }

  /** 0, or FFmpeg's error, which is AVERROR_EOF at the end. Times of a stream do not wrap. */
  int read(AVPacket packet) {
    int read = avformat.av_read_frame(context, packet);
    if (read >= 0) {
      int stream = packet.stream_index();
      int bits = context.streams(stream).pts_wrap_bits();
      packet.dts(unwrapper.unwrap(stream, bits, packet.dts()));
      packet.pts(unwrapper.unwrap(stream, bits, packet.pts()));
    }
    return read;
  }

  @Override
  public void close() {
    avformat.avformat_close_input(context);
    interrupt.close();
  }

  private boolean hasTimes() {
    return !Adts.CONTAINER.equals(context.iformat().name().getString());
  }

  private static StreamInfo info(AVStream stream, boolean timed) {
    AVCodecParameters parameters = stream.codecpar();
    Kind kind = kind(parameters);
    boolean playable =
        (stream.disposition() & NOT_TO_PLAY) == 0
            && avcodec.avcodec_find_decoder(parameters.codec_id()) != null;
    boolean sound = kind == Kind.SOUND;
    return new StreamInfo(
        stream.index(),
        kind,
        avcodec.avcodec_get_name(parameters.codec_id()).getString(),
        kind != Kind.OTHER && playable,
        sound
            ? "%d Hz, %d channels"
                .formatted(parameters.sample_rate(), parameters.ch_layout().nb_channels())
            : "%dx%d".formatted(parameters.width(), parameters.height()),
        sound ? parameters.ch_layout().nb_channels() : parameters.width() * parameters.height(),
        (stream.disposition() & avformat.AV_DISPOSITION_DEFAULT) != 0,
        stream.nb_frames(),
        parameters.sample_rate(),
        timed,
        sound ? 0 : length(stream));
  }

  private static Kind kind(AVCodecParameters parameters) {
    if (parameters.codec_type() == avutil.AVMEDIA_TYPE_AUDIO) {
      return Kind.SOUND;
    }
    return parameters.codec_type() == avutil.AVMEDIA_TYPE_VIDEO ? Kind.PICTURES : Kind.OTHER;
  }

  private static long length(AVStream stream) {
    AVRational rate = stream.avg_frame_rate();
    if (rate.num() <= 0 || rate.den() <= 0) {
      rate = stream.r_frame_rate();
    }
    return rate.num() <= 0 || rate.den() <= 0 ? 0 : Ffmpeg.SECOND * rate.den() / rate.num();
  }
}
