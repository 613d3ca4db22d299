package dev.tandem.ingest.feed.media;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;

/**
 * Pieces of AAC that say their rate themselves. FFmpeg takes the first one's for all of a stream,
 * and makes up times by it.
 */
final class Adts {
  /** FFmpeg's name of the container that is nothing but such pieces, and has no times. */
  static final String CONTAINER = "aac";

  private static final int[] RATES = {
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350
  };
  private static final int HEADER = 7;
  private static final long SAMPLES = 1_024;

  private Adts() {}

  /** Microseconds that {@code packet} lasts by its header; {@code otherwise} where it has none. */
  static long micros(AVPacket packet, int codec, long otherwise) {
    BytePointer data = packet.data();
    if (codec != avcodec.AV_CODEC_ID_AAC || data == null || packet.size() < HEADER) {
      return otherwise;
    }
    boolean header = (data.get(0) & 0xFF) == 0xFF && (data.get(1) & 0xF6) == 0xF0;
    int rate = (data.get(2) & 0x3C) >> 2;
    int blocks = (data.get(HEADER - 1) & 0x03) + 1;
    return header && rate < RATES.length
        ? blocks * SAMPLES * Ffmpeg.SECOND / RATES[rate]
        : otherwise;
  }
}
