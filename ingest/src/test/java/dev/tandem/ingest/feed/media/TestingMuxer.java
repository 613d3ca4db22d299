package dev.tandem.ingest.feed.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/** Writes raw sound and pictures into NUT files, with any times, in any order. */
final class TestingMuxer implements AutoCloseable {
  static final int RATE = 8_000;
  private static final int MILLIS = 1_000;

  private final AVFormatContext context = new AVFormatContext(null);
  private final AVPacket packet = avcodec.av_packet_alloc();
  private AVStream sound;
  private AVStream pictures;
  private int pixelFormat;
  private int size;
  private int soundFormat;
  private int channels;
  private boolean begun;

  TestingMuxer(Path file) throws MediaException {
    Ffmpeg.load();
    Ffmpeg.check(avformat.avformat_alloc_output_context2(context, null, "nut", file.toString()));
    AVIOContext output = new AVIOContext(null);
    Ffmpeg.check(avformat.avio_open(output, file.toString(), avformat.AVIO_FLAG_WRITE));
    context.pb(output);
  }

  /** Adds a stream of 16-bit mono. */
  TestingMuxer sound() {
    return sound(avcodec.AV_CODEC_ID_PCM_S16LE, 1);
  }

  /** Adds a stream of sound as {@code codec} has it; every channel sounds the same. */
  TestingMuxer sound(int codec, int channels) {
    this.soundFormat = codec;
    this.channels = channels;
    sound = avformat.avformat_new_stream(context, null);
    sound.codecpar().codec_type(avutil.AVMEDIA_TYPE_AUDIO).codec_id(codec).sample_rate(RATE);
    avutil.av_channel_layout_default(sound.codecpar().ch_layout(), channels);
    int bits = avcodec.av_get_bits_per_sample(codec);
    sound.codecpar().bits_per_coded_sample(bits).block_align(bits / Byte.SIZE * channels);
    sound.time_base(new AVRational().num(1).den(RATE));
    return this;
  }

  /** Adds a stream of gray squares. */
  TestingMuxer pictures(int side) {
    return pictures(side, avutil.AV_PIX_FMT_GRAY8);
  }

  TestingMuxer pictures(int side, int format) {
    size = side;
    pixelFormat = format;
    pictures = avformat.avformat_new_stream(context, null);
    pictures
        .codecpar()
        .codec_type(avutil.AVMEDIA_TYPE_VIDEO)
        .codec_id(avcodec.AV_CODEC_ID_RAWVIDEO)
        .format(format)
        .width(side)
        .height(side)
        .codec_tag(avcodec.avcodec_pix_fmt_to_codec_tag(format));
    pictures.time_base(new AVRational().num(1).den(MILLIS));
    return this;
  }

  /** A tone of 500 Hz between times in milliseconds, in pieces of 50 ms. */
  TestingMuxer tone(int from, int until) throws MediaException {
    return tone(from, until, 0);
  }

  /**
   * @param ppm by how much the times are slower than the samples
   */
  TestingMuxer tone(int from, int until, int ppm) throws MediaException {
    for (int at = from; at < until; at += 50) {
      byte[] piece = piece(at);
      long time = (long) at * RATE / MILLIS;
      write(sound, time + time * ppm / 1_000_000, RATE / 20, piece);
    }
    return this;
  }

  private byte[] piece(int at) {
    int bytes = avcodec.av_get_bits_per_sample(soundFormat) / Byte.SIZE;
    ByteBuffer samples =
        ByteBuffer.allocate(RATE / 20 * bytes * channels).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < RATE / 20; i++) {
      int n = at * RATE / MILLIS + i;
      double value = 0.5 * Math.sin(2 * Math.PI * 500 * n / RATE);
      for (int c = 0; c < channels; c++) {
        put(samples, value, bytes);
      }
    }
    return samples.array();
  }

  private void put(ByteBuffer samples, double value, int bytes) {
    if (soundFormat == avcodec.AV_CODEC_ID_PCM_F32LE) {
      samples.putFloat((float) value);
    } else if (bytes == 1) {
      samples.put((byte) (128 + 127 * value));
    } else {
      int whole = (int) (value * (1 << (bytes * 8 - 1)));
      for (int b = 0; b < bytes; b++) {
        samples.put((byte) (whole >> (8 * b)));
      }
    }
  }

  /** A picture of one brightness at a time in milliseconds. */
  TestingMuxer picture(int at, int brightness) throws MediaException {
    byte[] pixels = new byte[avutil.av_image_get_buffer_size(pixelFormat, size, size, 1)];
    Arrays.fill(pixels, (byte) brightness);
    return picture(at, pixels);
  }

  TestingMuxer picture(int at, byte[] pixels) throws MediaException {
    write(pictures, at, 0, pixels);
    return this;
  }

  private void write(AVStream stream, long time, long length, byte[] bytes) throws MediaException {
    if (!begun) {
      begun = true;
      Ffmpeg.check(avformat.avformat_write_header(context, (AVDictionary) null));
    }
    AVRational unit = unit(length > 0 ? RATE : MILLIS);
    avcodec.av_new_packet(packet, bytes.length);
    new BytePointer(packet.data()).put(bytes);
    packet.stream_index(stream.index()).flags(avcodec.AV_PKT_FLAG_KEY);
    packet.pts(avutil.av_rescale_q(time, unit, stream.time_base())).dts(packet.pts());
    packet.duration(avutil.av_rescale_q(length, unit, stream.time_base()));
    Ffmpeg.check(avformat.av_write_frame(context, packet));
    avcodec.av_packet_unref(packet);
  }

  private static AVRational unit(int den) {
    return new AVRational().num(1).den(den);
  }

  @Override
  public void close() throws MediaException {
    Ffmpeg.check(avformat.av_write_trailer(context));
    avformat.avio_closep(context.pb());
    avformat.avformat_free_context(context);
    avcodec.av_packet_free(packet);
  }
}
