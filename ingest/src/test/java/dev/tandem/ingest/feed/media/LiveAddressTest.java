package dev.tandem.ingest.feed.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveAddressTest {
  @Test
  void shouldTellNobodyAPassword() {
    assertThat(name("rtsp://me:secret@cam/1?a=b@c")).isEqualTo("rtsp://cam/1?a=b@c");
    assertThat(name("rtsp://cam/1@2")).isEqualTo("rtsp://cam/1@2");
    assertThat(name("/dev/video0")).isEqualTo("/dev/video0");
  }

  private static String name(String url) {
    return new LiveAddress(url, Optional.empty(), Map.of(), false).name();
  }
}
