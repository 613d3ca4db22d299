package dev.tandem.trainer.labels;

import static dev.tandem.trainer.labels.LabelJoinHarness.clip;
import static dev.tandem.trainer.labels.LabelJoinHarness.correction;
import static dev.tandem.trainer.labels.LabelJoinHarness.label;
import static dev.tandem.trainer.labels.LabelJoinHarness.retraction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.stream.door.Tally;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.RoundTrip;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.labels.PendingLabel.ClipTimes;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LabelSerializersTest {
  private static final VersionedSerializer<TrainerInput> INPUT =
      TrainerInputSerializer.TYPE.serializer();

  @Test
  void shouldRoundTripEveryTrainerInput() {
    for (TrainerInput input :
        List.of(
            new Candidate(clip(10, 20)),
            new Verdict("x", 30, Optional.of(LabelValue.ofClass("cat"))),
            new Verdict("x", 30, Optional.of(LabelValue.ofTargets(List.of(0.5f, -1f)))),
            new Verdict("x", 30, Optional.empty()),
            new Lost(ClipOutcome.DEAD_LETTERED),
            new Control(TestingRecords.raw("k", new byte[] {1, 2}, 3, 4)),
            new Control(TestingRecords.raw("k", (byte[]) null, 3, 4)),
            new Unused(Tally.CONFLICTING))) {
      assertRoundTrip(INPUT, input);
    }
  }

  @Test
  void shouldRefuseAnUnknownKindOfTrainerInput() throws IOException {
    byte[] bytes = RoundTrip.bytes(INPUT, new Lost(ClipOutcome.LATE));
    bytes[1] = 9;

    assertThatThrownBy(() -> INPUT.deserialize(new DataInputDeserializer(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage("unknown kind of trainer input 9");
  }

  @Test
  void shouldRoundTripAKnownLabel() {
    assertRoundTrip(KnownLabel.TYPE.serializer(), label(10, "dog", 20));
    assertRoundTrip(KnownLabel.TYPE.serializer(), label(10, "dog", 20).asLate());
    assertRoundTrip(KnownLabel.TYPE.serializer(), correction(10, "dog", 20));
    assertRoundTrip(KnownLabel.TYPE.serializer(), retraction(10, 20).asLate());
  }

  @Test
  void shouldRoundTripAPendingLabel() {
    PendingLabel labels =
        PendingLabel.EMPTY.withBest(label(10, "dog", 20)).withBest(label(11, "cat", 20));

    assertRoundTrip(PendingLabel.TYPE.serializer(), PendingLabel.EMPTY);
    assertRoundTrip(PendingLabel.TYPE.serializer(), labels);
    assertRoundTrip(
        PendingLabel.TYPE.serializer(), labels.withClip(new ClipTimes(10, 15)).asDecided());
    assertRoundTrip(
        PendingLabel.TYPE.serializer(), labels.withClip(new ClipTimes(10, 15)).closed());
  }

  /** Labels were of the second format, and of the last of these two byte there was none. */
  @Test
  void shouldReadAPendingLabelOfBeforeLabelsWereCorrected() throws IOException {
    PendingLabel labels = PendingLabel.EMPTY.withBest(label(10, "dog", 20)).asDecided();
    for (int version : List.of(2, 3)) {
      DataOutputSerializer before = new DataOutputSerializer(64);
      before.writeByte(version);
      before.writeBoolean(false); // no clip
      Bytes.writeAll(labels.labels(), LabelSerializersTest::writeUncorrected, before);
      before.writeBoolean(true);
      if (version == 3) {
        before.writeBoolean(false);
      }

      assertThat(PendingLabel.TYPE.serializer().deserialize(read(before)))
          .usingRecursiveComparison()
          .isEqualTo(labels);
    }
  }

  @Test
  void shouldReadALabelOfBeforeLabelsWereCorrected() throws IOException {
    KnownLabel label = label(10, "dog", 20);
    DataOutputSerializer before = new DataOutputSerializer(64);
    before.writeByte(2);
    writeUncorrected(label, before);

    assertThat(KnownLabel.TYPE.serializer().deserialize(read(before)))
        .usingRecursiveComparison()
        .isEqualTo(label);
  }

  private static void writeUncorrected(KnownLabel label, DataOutput out) throws IOException {
    Bytes.writeText(label.clipId(), out);
    out.writeLong(label.clipTime());
    Bytes.writeText(label.stream(), out);
    LabelValue.write(label.said().orElseThrow(), out);
    label.origin().write(out);
    Bytes.write(label.value(), out);
    out.writeBoolean(label.late());
  }

  @Test
  void shouldReadWhatWasWrittenBeforeThereWereTargets() throws IOException {
    DataOutputSerializer verdict = new DataOutputSerializer(64);
    verdict.writeByte(1); // the version
    verdict.writeByte(1); // a verdict
    Bytes.writeText("x", verdict);
    verdict.writeLong(30);
    Bytes.writeOptional(Optional.of("cat"), Bytes::writeText, verdict);
    KnownLabel label = label(10, "dog", 20);
    DataOutputSerializer known = new DataOutputSerializer(64);
    known.writeByte(1);
    Bytes.writeText("x", known);
    known.writeLong(10);
    Bytes.writeText(label.stream(), known);
    Bytes.writeText("dog", known);
    label.origin().write(known);
    Bytes.write(label.value(), known);
    known.writeBoolean(false);

    assertThat(INPUT.deserialize(read(verdict)))
        .isEqualTo(new Verdict("x", 30, Optional.of(LabelValue.ofClass("cat"))));
    assertThat(KnownLabel.TYPE.serializer().deserialize(read(known)))
        .usingRecursiveComparison()
        .isEqualTo(label);
  }

  private static DataInputDeserializer read(DataOutputSerializer written) {
    return new DataInputDeserializer(written.getCopyOfBuffer());
  }

  private static <T> void assertRoundTrip(VersionedSerializer<T> serializer, T value) {
    assertThat(RoundTrip.of(serializer, value)).usingRecursiveComparison().isEqualTo(value);
  }
}
