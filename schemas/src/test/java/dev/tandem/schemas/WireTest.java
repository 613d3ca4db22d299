package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void shouldSayThatARecordIsCutOffWithinItsHeader() {
    byte[] cut = Arrays.copyOf(Wire.encode(features()), 9);

    assertThatThrownBy(() -> Wire.decode(cut))
        .hasMessage(
            "not Avro single-object encoding: cut off after 9 bytes; marker and schema fingerprint alone are 10");
    assertThatThrownBy(() -> Wire.decode(Arrays.copyOf(cut, 1)))
        .hasMessage("not Avro single-object encoding: 1 bytes without the marker C3 01");
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
  void shouldRefuseBytesBehindTheEnd() {
    byte[] bytes = Wire.encode(features());

    assertThatThrownBy(() -> Wire.decode(Arrays.copyOf(bytes, bytes.length + 2)))
        .isInstanceOf(WireException.class)
        .hasMessage("unreadable Features: 2 bytes are left behind its end");
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 1 << 24, Integer.MAX_VALUE - 8})
  void shouldRefuseAHostileLengthWithoutTakingTheMemory(long length) throws IOException {
    byte[] text = record(encoder -> encoder.writeLong(length));
    byte[] list =
        record(
            encoder -> {
              encoder.writeString("c");
              encoder.writeLong(TIME.toEpochMilli());
              encoder.writeString("s");
              encoder.writeString("");
              encoder.writeString("");
              encoder.writeLong(length);
            });

    for (byte[] hostile : List.of(text, list)) {
      assertThatThrownBy(() -> Wire.decode(hostile))
          .isInstanceOf(WireException.class)
          .hasMessage("unreadable Label: a length is %d; 0 bytes are left".formatted(length));
    }
  }

  @Test
  void shouldRefuseANegativeLength() throws IOException {
    byte[] hostile = record(encoder -> encoder.writeLong(-3));

    assertThatThrownBy(() -> Wire.decode(hostile))
        .hasMessage("unreadable Label: a length is negative: -3");
  }

  /** Writes the body of a record that is not one. */
  @FunctionalInterface
  private interface Body {
    void write(Encoder encoder) throws IOException;
  }

  /** A label up to its body. */
  private static byte[] record(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(Wire.encode(new Label("c", TIME, "s", "", "", List.of(), LabelKind.LABEL)), 0, 10);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    body.write(encoder);
    encoder.flush();
    return bytes.toByteArray();
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
