package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final Instant TIME = Instant.ofEpochMilli(1_700_000_000_000L);

  @Test
  void shouldTellRecordsOfOneTopicApart() {
    StreamMark mark = new StreamMark("cam-1", MarkKind.END, TIME);

    assertThat(Wire.decode(Wire.encode(features()))).isEqualTo(features());
    assertThat(Wire.decode(Wire.encode(mark))).isEqualTo(mark);
  }

  @Test
  void shouldEndAFeaturesRecordWithItsPayload() {
    byte[] bytes = Wire.encode(features());

    assertThat(Arrays.copyOfRange(bytes, bytes.length - 3, bytes.length)).containsExactly(7, 8, 9);
  }

  @Test
  void shouldRefuseOtherBytes() {
    assertThatThrownBy(
            () -> Wire.decode("hello, world".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(WireException.class)
        .hasMessage("not Avro single-object encoding: 12 bytes without the marker C3 01");
    assertThatThrownBy(() -> Wire.decode(null)).hasMessage("the value is null");
  }

  @Test
  void shouldRefuseAnUnknownSchema() {
    byte[] bytes = Wire.encode(features());
    bytes[2]++;

    assertThatThrownBy(() -> Wire.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessageStartingWith("unknown schema fingerprint")
        .hasMessageContaining("Features");
  }

  @Test
  void shouldRefuseAnotherRecordThanTheExpected() {
    assertThatThrownBy(() -> Wire.decode(Wire.encode(features()), Label.class))
        .hasMessage("expected a Label but got a Features");
  }

  @Test
  void shouldRefuseATruncatedRecord() {
    byte[] bytes = Wire.encode(features());

    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Wire.decode(cut)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void shouldRefuseAHostileLengthWithoutTakingTheMemory() {
    Label label = new Label("c", TIME, "s", "", List.of());
    byte[] bytes = Wire.encode(label);
    byte[] hostile = Arrays.copyOf(bytes, 16);
    // the clip id claims 2^31 - 1 bytes (zig-zag varint)
    System.arraycopy(
        new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}, 0, hostile, 10, 5);

    assertThatThrownBy(() -> Wire.decode(hostile)).isInstanceOf(WireException.class);
  }

  private static Features features() {
    return Features.newBuilder()
        .setClipId("cam-1-00000001")
        .setClipTime(TIME)
        .setStream("cam-1")
        .setModality("audio")
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.UINT8)
        .setScale(0.5f)
        .setShape(List.of(3))
        .setPayload(ByteBuffer.wrap(new byte[] {7, 8, 9}))
        .build();
  }
}
