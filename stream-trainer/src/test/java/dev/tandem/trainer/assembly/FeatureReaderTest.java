package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.TestingRecords.audio;
import static dev.tandem.trainer.TestingRecords.floats;
import static dev.tandem.trainer.TestingRecords.raw;
import static dev.tandem.trainer.TestingRecords.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.TestingRecords;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class FeatureReaderTest {
  private final FeatureReader reader = new FeatureReader(0, TestingRecords.AUDIO);
  private final FeatureReader videoReader = new FeatureReader(1, TestingRecords.VIDEO);

  @Test
  void shouldTakeThePayloadFromTheEndOfTheRecord() {
    RawRecord raw = raw("x", audio("x", 10, 1, 2, 3, 4).build(), 60);
    Part part = read(reader, raw);

    assertThat(part.clipId()).isEqualTo("x");
    assertThat(part.clipTime()).isEqualTo(10);
    assertThat(part.time()).isEqualTo(60);
    assertThat(part.stream()).isEqualTo(TestingRecords.STREAM);
    assertThat(part.modality()).isZero();
    assertThat(part.late()).isFalse();
    assertThat(part.value()).isSameAs(raw.value());
    assertThat(Arrays.copyOfRange(part.value(), part.payloadStart(), part.value().length))
        .isEqualTo(floats(1, 2, 3, 4).array());
  }

  @Test
  void shouldTakeASegment() {
    Part part = read(reader, raw("x", audio("x", 0, 1).setSegment(2).setSegments(3).build(), 1));

    assertThat(part.segment()).isEqualTo(2);
    assertThat(part.segments()).isEqualTo(3);
    assertThat(part.shape()).containsExactly(1);
  }

  @Test
  void shouldRefuseAnotherRecord() {
    SpecificRecordBase label = TestingRecords.label("x", 0, "a");

    assertThatThrownBy(() -> reader.read(raw("x", label, 0), label))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("expected Features but got a Label");
  }

  @Test
  void shouldRefuseAnotherModality() {
    assertRefused(video("x", 0, 1, 2, 3, 4), "modality is video; this topic holds audio");
  }

  @Test
  void shouldRefuseAnotherKey() {
    Features features = audio("x", 0, 1, 2, 3, 4).build();

    assertThatThrownBy(() -> reader.read(raw("y", features, 0), features))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("the record's key is 'y'; must be its clip id 'x'");
  }

  @Test
  void shouldRefuseARecordFromBeforeItsClip() {
    assertRefused(audio("x", 101, 1, 2, 3, 4), "the record's time 100 is before its clip time 101");
  }

  @Test
  void shouldRefuseAnotherExtractor() {
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setExtractor(new Extractor("fft", "1")),
        "extractor is fft/1; must be mel/1");
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setExtractor(new Extractor("mel", "2")),
        "extractor is mel/2; must be mel/1");
  }

  @Test
  void shouldRefuseASegmentThatCannotBe() {
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setSegment(2).setSegments(2),
        "segment is 2 of 2; must be from 0 and below the number of segments");
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setSegment(-1),
        "segment is -1 of 1; must be from 0 and below the number of segments");
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setSegments(0),
        "segment is 0 of 0; must be from 0 and below the number of segments");
    assertRefused(
        audio("x", 0, 1).setSegments(5),
        "segments is 5; audio has 4 rows, and a segment one at least");
  }

  @Test
  void shouldRefuseAnotherShape() {
    assertRefused(audio("x", 0, 1, 2), "audio: expected [4] but got [2]");
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setShape(List.of(2, 2)), "audio: expected [4] but got [2, 2]");
    assertRefused(audio("x", 0).setSegments(2), "audio: expected [4] but got [0]");
    assertRefused(audio("x", 0, 1, 2, 3, 4, 5).setSegments(2), "audio: expected [4] but got [5]");
    assertRefused(audio("x", 0, 1).setShape(List.of()), "audio: expected [4] but got []");
  }

  @Test
  void shouldRefuseAPayloadOfAnotherSize() {
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setPayload(floats(1, 2, 3)),
        "the payload has 12 bytes; 4 elements of FLOAT32 were announced");
    Features.Builder bytes = video("x", 0, 1, 2, 3, 4).setPayload(floats(1, 2));
    assertRefused(
        videoReader, bytes, "the payload has 8 bytes; 4 elements of UINT8 were announced");
  }

  @Test
  void shouldRefuseAScaleOfFloats() {
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setScale(2),
        "scale is 2.0 and offset 0.0; must be 1 and 0 for FLOAT32");
    assertRefused(
        audio("x", 0, 1, 2, 3, 4).setOffset(1),
        "scale is 1.0 and offset 1.0; must be 1 and 0 for FLOAT32");
  }

  @Test
  void shouldRefuseAScaleThatMakesNoNumbers() {
    assertRefused(
        videoReader,
        video("x", 0, 1, 2, 3, 4).setScale(Float.NaN),
        "scale is NaN and offset -1.0; must be finite");
    assertRefused(
        videoReader,
        video("x", 0, 1, 2, 3, 4).setScale(Float.MAX_VALUE),
        "scale is 3.4028235E38 and offset -1.0; must be finite");
  }

  @Test
  void shouldRefuseNumbersThatAreNotFinite() {
    assertRefused(
        audio("x", 0, 1, Float.NaN, 3, 4), "element 1 is NaN; every element must be finite");
    assertRefused(
        audio("x", 0, 1, 2, 3, Float.NEGATIVE_INFINITY),
        "element 3 is -Infinity; every element must be finite");
  }

  @Test
  void shouldFindWhatIsNotFiniteInEveryPlace() {
    for (float value : List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      for (int elements = 1; elements <= 3; elements++) {
        for (int place = 0; place < elements; place++) {
          float[] values = {-0f, Float.MIN_VALUE, 1};
          values[place] = value;
          assertRefused(
              audio("x", 0, Arrays.copyOf(values, elements)).setSegments(2),
              "element %d is %s; every element must be finite".formatted(place, value));
        }
      }
    }
  }

  @Test
  void shouldTakeEveryFiniteNumber() {
    float[] values = {-Float.MAX_VALUE, Float.MAX_VALUE, -0f, -Float.MIN_VALUE};

    assertThat(read(reader, raw("x", audio("x", 0, values).build(), 1)).payloadBytes())
        .isEqualTo(16);
  }

  private void assertRefused(Features.Builder features, String message) {
    assertRefused(reader, features, message);
  }

  private static void assertRefused(
      FeatureReader reader, Features.Builder features, String message) {
    RawRecord raw = raw("x", features.build(), 100);

    assertThatThrownBy(() -> read(reader, raw))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage(message);
  }

  private static Part read(FeatureReader reader, RawRecord raw) {
    return reader.read(raw, Wire.decode(raw.value()));
  }
}
