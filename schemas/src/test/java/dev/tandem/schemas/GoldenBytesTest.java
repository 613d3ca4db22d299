package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.TrainingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are in people's topics: they stay readable, and what we write stays what it was. */
class GoldenBytesTest {
  static List<SpecificRecordBase> records() {
    return SampleRecords.all();
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldReadAndWriteTheBytesOfTheNewestSchema(SpecificRecordBase record) throws IOException {
    int newest = EarlierSchemas.of(record.getClass()).size() + 1;
    byte[] golden = golden(record.getClass().getSimpleName(), newest);

    assertThat(Wire.decode(golden)).isEqualTo(record);
    assertThat(HexFormat.of().formatHex(Wire.encode(record)))
        .isEqualTo(HexFormat.of().formatHex(golden));
  }

  @Test
  void shouldReadAManifestFromBeforeVersionsWereHeld() throws IOException {
    ModelManifest earlier = Wire.decode(golden("ModelManifest", 1), ModelManifest.class);

    assertThat(
            ModelManifest.newBuilder(earlier).setHeld(SampleRecords.manifest().getHeld()).build())
        .isEqualTo(SampleRecords.manifest());
    assertThat(earlier.getHeld()).isEmpty();
  }

  @Test
  void shouldReadAControlEventFromBeforeStreamsWereQuarantined() throws IOException {
    ControlEvent earlier = Wire.decode(golden("ControlEvent", 1), ControlEvent.class);

    assertThat(earlier)
        .isEqualTo(
            new ControlEvent(
                "av", ControlAction.PIN, 2, 17, "kim", "demo day", SampleRecords.TIME, ""));
  }

  @Test
  void shouldReadATrainingEventFromBeforeItSaidWhyABatchWasSkipped() throws IOException {
    TrainingEvent earlier = Wire.decode(golden("TrainingEvent", 1), TrainingEvent.class);

    assertThat(
            TrainingEvent.newBuilder(earlier)
                .setReason(SampleRecords.trainingEvent().getReason())
                .setDrifted(SampleRecords.trainingEvent().getDrifted())
                .setDeadModalities(SampleRecords.trainingEvent().getDeadModalities())
                .build())
        .isEqualTo(SampleRecords.trainingEvent());
    assertThat(earlier.getReason()).isEmpty();
  }

  @Test
  void shouldReadATrainingEventFromBeforeItToldOfDriftAndDeadModalities() throws IOException {
    TrainingEvent earlier = Wire.decode(golden("TrainingEvent", 2), TrainingEvent.class);

    assertThat(earlier.getReason()).isEqualTo(SampleRecords.trainingEvent().getReason());
    assertThat(earlier.getDrifted()).isEmpty();
    assertThat(earlier.getDeadModalities()).isEmpty();
  }

  @Test
  void shouldReadAPredictionFromBeforeThereWereValues() throws IOException {
    Prediction earlier = Wire.decode(golden("Prediction", 1), Prediction.class);

    assertThat(earlier.getValues()).isEmpty();
    assertThat(earlier.getHeads().get(0).getValues()).isEmpty();
    assertThat(earlier.getHeads().get(0).getProbabilities()).containsExactly(0.25f, 0.75f);
  }

  @Test
  void shouldReadAPredictionFromBeforeItNamedTheMostProbable() throws IOException {
    Prediction earlier = Wire.decode(golden("Prediction", 2), Prediction.class);

    assertThat(earlier.getValues()).containsExactly(1.5f);
    assertThat(earlier.getHeads().get(0).getProbabilities()).containsExactly(0.25f, 0.75f);
    assertThat(earlier.getHeads().get(0).getClassNames()).isEmpty();
  }

  @Test
  void shouldReadARecordOfAnEarlierSchemaWithDefaultsForWhatItLacks() throws IOException {
    Schema earlier =
        new Schema.Parser()
            .parse(
                """
                {"type":"record","name":"Label","namespace":"dev.tandem.schemas.records","fields":[
                  {"name":"clipId","type":"string"},
                  {"name":"clipTime","type":{"type":"long","logicalType":"timestamp-millis"}},
                  {"name":"stream","type":"string"},
                  {"name":"className","type":"string"}]}
                """);
    GenericRecord written =
        new GenericRecordBuilder(earlier)
            .set("clipId", "cam-1-00000007")
            .set("clipTime", 1_000L)
            .set("stream", "cam-1")
            .set("className", "seven")
            .build();
    ByteBuffer bytes =
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), earlier).encode(written);
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);

    Label read = WireCodec.of(Label.class, List.of(earlier)).decode(message);

    assertThat(read)
        .isEqualTo(
            new Label(
                "cam-1-00000007",
                Instant.ofEpochMilli(1_000),
                "cam-1",
                "",
                "seven",
                List.of(),
                LabelKind.LABEL));
  }

  @Test
  void shouldReadFeaturesAndLabelsFromBeforeThereWereGateways() throws IOException {
    Features features = Wire.decode(golden("Features", 1), Features.class);
    Label label = Wire.decode(golden("Label", 1), Label.class);

    assertThat(features.getGateway()).isEmpty();
    assertThat(label.getGateway()).isEmpty();
    assertThat(Features.newBuilder(features).setGateway(SampleRecords.GATEWAY).build())
        .isEqualTo(SampleRecords.features());
    assertThat(
            Label.newBuilder(label)
                .setGateway(SampleRecords.GATEWAY)
                .setKind(LabelKind.CORRECTION)
                .build())
        .isEqualTo(SampleRecords.label());
  }

  @Test
  void shouldReadALabelFromBeforeLabelsWereCorrected() throws IOException {
    Label label = Wire.decode(golden("Label", 2), Label.class);

    assertThat(label.getKind()).isEqualTo(LabelKind.LABEL);
    assertThat(Label.newBuilder(label).setKind(LabelKind.CORRECTION).build())
        .isEqualTo(SampleRecords.label());
  }

  private static byte[] golden(String name, int version) throws IOException {
    try (InputStream file =
        GoldenBytesTest.class.getResourceAsStream("/golden/%s.v%d.hex".formatted(name, version))) {
      assertThat(file).as("golden bytes of " + name).isNotNull();
      return HexFormat.of()
          .parseHex(new String(file.readAllBytes(), StandardCharsets.UTF_8).trim());
    }
  }
}
