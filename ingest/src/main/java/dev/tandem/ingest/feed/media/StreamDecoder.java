package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Packets of one stream to pieces with times. One thread decodes, so that neither what is decoded
 * nor its order depends on the machine. Damaged pieces are counted and left out; declared priming
 * and padding is cut off by FFmpeg.
 */
final class StreamDecoder implements AutoCloseable {
  /** Microseconds from one time of a container to the next, at most. */
  private static final long BETWEEN = Ffmpeg.SECOND / 2;

  private final StreamInfo info;
  private final AVRational unit;
  private final AVCodecContext context;
  private final Findings findings;
  private final AVFrame frame = avutil.av_frame_alloc();
  private final SoundConverter sounds = new SoundConverter();
  private final PictureConverter pictures;
  private final int turns;
  private long offset;
  private long next;
  private long epoch = Sound.GOES_ON;

  private StreamDecoder(
      StreamInfo info,
      AVCodecParameters parameters,
      AVRational unit,
      Findings findings,
      PictureConverter pictures)
      throws MediaException {
    this.info = info;
    this.unit = new AVRational().num(unit.num()).den(unit.den());
    this.findings = findings;
    this.pictures = pictures;
    this.turns = PictureConverter.turns(parameters);
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    this.context = avcodec.avcodec_alloc_context3(codec);
    try {
      Ffmpeg.check(avcodec.avcodec_parameters_to_context(context, parameters));
      context.thread_count(1);
      context.pkt_timebase(this.unit);
      Ffmpeg.check(avcodec.avcodec_open2(context, codec, (AVDictionary) null));
    } catch (MediaException e) {
      close();
      throw e;
    }
  }

  /**
   * @param pictures the caller's to close, after every picture
   */
  static StreamDecoder open(
      MediaInput input, StreamInfo info, Findings findings, PictureConverter pictures)
      throws MediaException {
    return new StreamDecoder(
        info, input.parameters(info.index()), input.unit(info.index()), findings, pictures);
  }

  /** Pieces have the time that their stream says, and {@code micros} more, from now on. */
  void shift(long micros) {
    offset = micros;
  }

  /** Before the next packet, everything that {@link #receive} gives must have been taken. */
  void send(AVPacket packet) {
    int sent = avcodec.avcodec_send_packet(context, packet);
    if (sent < 0) {
      findings.countDecodeError();
    }
  }

  /** No more packets come, or only after {@link #restart}. */
  void drain() {
    avcodec.avcodec_send_packet(context, null);
  }

  /**
   * Forgets all before; the next times are those of another recording, which begins at 0.
   *
   * @param begin where in the clips it begins
   */
  void restart(long begin) {
    avcodec.avcodec_flush_buffers(context);
    next = 0;
    epoch = begin;
  }

  /** The next piece; empty where it takes more packets. */
  Optional<Piece> receive() throws MediaException {
    while (true) {
      int received = avcodec.avcodec_receive_frame(context, frame);
      if (Ffmpeg.isAgain(received) || received == avutil.AVERROR_EOF) {
        return Optional.empty();
      }
      if (received < 0) {
        findings.countDecodeError();
        return Optional.empty();
      }
      Optional<Piece> piece = piece();
      avutil.av_frame_unref(frame);
      if (piece.isPresent()) {
        return piece;
      }
    }
  }

  private Optional<Piece> piece() throws MediaException {
    long time = time();
    long length = length();
    next = time + length;
    if (frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0) {
      findings.countDamaged();
      return Optional.empty();
    }
    if (info.kind() == Kind.SOUND) {
      long begun = epoch;
      epoch = Sound.GOES_ON;
      return Optional.of(
          new Sound(time + offset, sounds.convert(frame), frame.sample_rate(), begun));
    }
    return Optional.of(Picture.of(time + offset, time + offset + length, frame, turns, pictures));
  }

  /** Where its stream gives none, it follows the one before. */
  private long time() {
    long given = frame.best_effort_timestamp();
    if (Ffmpeg.isMissing(given) || !info.timed()) {
      findings.countMadeUpTime();
      return next;
    }
    long time = Ffmpeg.micros(given, unit);
    return isOfAnotherRate() && Math.abs(time - next) < BETWEEN ? next : time;
  }

  /**
   * FFmpeg makes up the times between those of a container by the rate that a stream began with.
   */
  private boolean isOfAnotherRate() {
    return info.kind() == Kind.SOUND && frame.sample_rate() != info.rate() && next > 0;
  }

  private long length() {
    if (info.kind() == Kind.SOUND) {
      return Ffmpeg.SECOND * frame.nb_samples() / Math.max(1, frame.sample_rate());
    }
    long stated = frame.duration() > 0 ? Ffmpeg.micros(frame.duration(), unit) : 0;
    return stated > 0 ? stated : info.length();
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(context);
    avutil.av_frame_free(frame);
    sounds.close();
  }
}
