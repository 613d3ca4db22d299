package dev.tandem.trainer.labels;

import static dev.tandem.trainer.TestingRecords.audio;
import static dev.tandem.trainer.TestingRecords.label;
import static dev.tandem.trainer.TestingRecords.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.stream.door.RejectedRecordException;
import dev.tandem.stream.door.SourceItem.RawRecord;
import dev.tandem.trainer.TestingRecords;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelReaderTest {
  private final LabelReader reader = new LabelReader(Vocabulary.fixed(List.of("cat", "dog")));

  @Test
  void shouldKnowALabelAtItsRecordsTime() {
    Label label = label("x", 10, "dog");
    RawRecord raw = raw("x", label, 60);
    KnownLabel known = reader.read(raw, label);

    assertThat(known)
        .isEqualTo(
            new KnownLabel(
                "x",
                10,
                TestingRecords.STREAM,
                LabelKind.LABEL,
                Optional.of(LabelValue.ofClass("dog")),
                raw.origin(),
                raw.value(),
                false));
    assertThat(known.time()).isEqualTo(60);
  }

  @Test
  void shouldKnowACorrectionAndWhatTakesALabelBack() {
    Label correction = kind(LabelKind.CORRECTION, "dog");
    Label retraction = kind(LabelKind.RETRACTION, "");

    assertThat(reader.read(raw("x", correction, 60), correction).said())
        .contains(LabelValue.ofClass("dog"));
    assertThat(reader.read(raw("x", correction, 60), correction).revises()).isTrue();
    assertThat(reader.read(raw("x", retraction, 60), retraction).said()).isEmpty();
  }

  @Test
  void shouldRefuseWhatTakesBackAndSaysSomething() {
    Label retraction = kind(LabelKind.RETRACTION, "dog");

    assertThatThrownBy(() -> reader.read(raw("x", retraction, 60), retraction))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage(
            "it takes a label back, and has the class 'dog' and 0 targets; must have neither");
  }

  @Test
  void shouldRefuseACorrectionThatSaysNothing() {
    Label correction = kind(LabelKind.CORRECTION, "");

    assertThatThrownBy(() -> reader.read(raw("x", correction, 60), correction))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("class is ''; known are [cat, dog]");
  }

  private static Label kind(LabelKind kind, String className) {
    return Label.newBuilder(label("x", 0, className)).setKind(kind).build();
  }

  @Test
  void shouldRefuseAnotherRecord() {
    Features features = audio("x", 0, 1, 2, 3, 4).build();

    assertThatThrownBy(() -> reader.read(raw("x", features, 0), features))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("expected a Label but got a Features");
  }

  @Test
  void shouldRefuseAnotherKey() {
    Label label = label("x", 0, "dog");

    assertThatThrownBy(() -> reader.read(raw("y", label, 0), label))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("the record's key is 'y'; must be its clip id 'x'");
  }

  @Test
  void shouldRefuseAnUnknownClass() {
    Label label = label("x", 0, "cow");

    assertThatThrownBy(() -> reader.read(raw("x", label, 0), label))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("class is 'cow'; known are [cat, dog]");
  }

  @Test
  void shouldRefuseTargetsWhereThereAreClasses() {
    Label label = Label.newBuilder(label("x", 0, "")).setTargets(List.of(0.5, 1.0)).build();

    assertThatThrownBy(() -> reader.read(raw("x", label, 0), label))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage(
            "it has 2 targets; must have a class alone. Set trainer.targets to learn values.");
  }

  @Test
  void shouldRefuseALabelWithoutAClass() {
    Label label = label("x", 0, "");

    assertThatThrownBy(() -> reader.read(raw("x", label, 0), label))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("class is ''; known are [cat, dog]");
  }
}
