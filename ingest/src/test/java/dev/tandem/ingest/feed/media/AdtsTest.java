package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdtsTest {
  private static final long OTHERWISE = 5;

  @BeforeAll
  static void load() throws MediaException {
    Ffmpeg.load();
  }

  @Test
  void shouldReadHowLongAPieceLasts() {
    assertThat(micros(0xFF, 0xF1, 4 << 2, 0, 0, 0, 0)).isEqualTo(1_024_000_000L / 44_100);
    assertThat(micros(0xFF, 0xF9, 7 << 2, 0, 0, 0, 0)).isEqualTo(1_024_000_000L / 22_050);
    assertThat(micros(0xFF, 0xF1, 8 << 2, 0, 0, 0, 1)).isEqualTo(2_048_000_000L / 16_000);
  }

  @Test
  void shouldLeaveOtherPiecesAlone() {
    assertThat(micros(0xFF, 0xE1, 4 << 2, 0, 0, 0, 0)).isEqualTo(OTHERWISE);
    assertThat(micros(0xFF, 0xF1, 15 << 2, 0, 0, 0, 0)).isEqualTo(OTHERWISE);
    assertThat(micros(0xFF, 0xF1, 4 << 2)).isEqualTo(OTHERWISE);
  }

  private static long micros(int... bytes) {
    AVPacket packet = avcodec.av_packet_alloc();
    try {
      avcodec.av_new_packet(packet, bytes.length);
      BytePointer data = packet.data();
      for (int i = 0; i < bytes.length; i++) {
        data.put(i, (byte) bytes[i]);
      }
      assertThat(Adts.micros(packet, avcodec.AV_CODEC_ID_MP3, OTHERWISE)).isEqualTo(OTHERWISE);
      return Adts.micros(packet, avcodec.AV_CODEC_ID_AAC, OTHERWISE);
    } finally {
      avcodec.av_packet_free(packet);
    }
  }
}
