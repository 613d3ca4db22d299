package dev.tandem.ingest.feed.studio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuLawTest {

  /** From the tables of G.711, in 16 bit. */
  @Test
  void shouldDecodeTheTablesOfTheStandard() {
    assertThat(MuLaw.decode((byte) 0x00) * 32_768).isEqualTo(-32_124);
    assertThat(MuLaw.decode((byte) 0x80) * 32_768).isEqualTo(32_124);
    assertThat(MuLaw.decode((byte) 0xFF) * 32_768).isZero();
    assertThat(MuLaw.decode((byte) 0xFE) * 32_768).isEqualTo(8);
    assertThat(MuLaw.decode((byte) 0xEF) * 32_768).isEqualTo(132);
  }

  @Test
  void shouldEncodeWhatItDecodes() {
    for (int code = 0; code < 256; code++) {
      if (code != 0x7F) { // the other zero
        assertThat(MuLaw.encode(MuLaw.decode((byte) code))).isEqualTo((byte) code);
      }
    }
  }

  @Test
  void shouldClipWhatIsTooLoud() {
    assertThat(MuLaw.encode(3f)).isEqualTo((byte) 0x80);
    assertThat(MuLaw.encode(-3f)).isEqualTo((byte) 0x00);
  }
}
