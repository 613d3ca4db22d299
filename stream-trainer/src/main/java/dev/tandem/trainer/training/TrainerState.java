package dev.tandem.trainer.training;

import dev.tandem.learner.LearnerState;
import dev.tandem.stream.wire.Bytes;
import dev.tandem.stream.wire.VersionedSerializer;
import dev.tandem.stream.wire.VersionedType;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.SentVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Everything that one model's next step depends on. Immutable: Flink keeps the reference and writes
 * it outside the task's thread.
 *
 * @param sinceVersion prequential results since the newest published version
 * @param unconfirmed versions that were written, but are not known to be committed
 * @param origin SHA-256 of the file that the model began with; empty where it began with none
 * @param trainedData what it has learned from; of state of before version 4, since it was restored
 */
record TrainerState(
    LearnerState learner,
    Sequencer.Snapshot order,
    List<PendingClip> pending,
    SortedMap<String, Long> totals,
    SortedMap<String, HeadTally> sinceVersion,
    PublicationState publication,
    List<SentVersion> unconfirmed,
    String origin,
    TrainedData.Snapshot trainedData) {

  static final VersionedType<TrainerState> TYPE =
      new VersionedType<>(TrainerState.class, new Serializer());

  /** Bytes of a {@link TrainerState}. */
  public static final class Serializer extends VersionedSerializer<TrainerState> {
    private static final long serialVersionUID = 1L;

    @Override
    protected int version() {
      return 4;
    }

    @Override
    protected boolean reads(int version) {
      return version >= 1 && version <= 4;
    }

    @Override
    protected void write(TrainerState state, DataOutputView out) throws IOException {
      state.learner.writeTo(out);
      writeOrder(state.order, out);
      Bytes.writeAll(state.pending, PendingClip::write, out);
      Totals.write(state.totals, out);
      HeadTally.write(state.sinceVersion, out);
      state.publication.write(out);
      Bytes.writeAll(state.unconfirmed, SentVersion::write, out);
      Bytes.writeText(state.origin, out);
      state.trainedData.write(out);
    }

    @Override
    protected TrainerState read(int version, DataInputView in) throws IOException {
      return new TrainerState(
          LearnerState.readFrom(in),
          readOrder(version < 4 ? SequenceEntry::readOfClass : SequenceEntry::read, in),
          Bytes.readAll(PendingClip::read, in),
          Totals.read(in),
          HeadTally.read(in),
          version < 3 ? PublicationState.readUngated(in) : PublicationState.read(in),
          version == 1 ? List.of() : Bytes.readAll(SentVersion::read, in),
          version < 3 ? "" : Bytes.readText(in),
          version < 4 ? TrainedData.Snapshot.EMPTY : TrainedData.Snapshot.read(in));
    }

    private static void writeOrder(Sequencer.Snapshot order, DataOutput out) throws IOException {
      Bytes.writeAll(order.waiting(), SequenceEntry::write, out);
      Bytes.writeAll(order.clips(), SequenceEntry::write, out);
      Bytes.writeAll(order.batch(), SequenceEntry::write, out);
      out.writeLong(order.restAt());
    }

    private static Sequencer.Snapshot readOrder(Bytes.Reader<SequenceEntry> entry, DataInput in)
        throws IOException {
      return new Sequencer.Snapshot(
          Bytes.readAll(entry, in),
          Bytes.readAll(entry, in),
          Bytes.readAll(entry, in),
          in.readLong());
    }
  }
}
