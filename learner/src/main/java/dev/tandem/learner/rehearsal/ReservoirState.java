package dev.tandem.learner.rehearsal;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a {@link Reservoir} holds. Immutable; the clips are shared, not copied. */
public final class ReservoirState {

  /** Nothing kept, nothing seen. */
  public static final ReservoirState EMPTY = new ReservoirState(List.of(), List.of());

  private final List<List<StoredClip>> clips;
  private final List<Long> seen;

  ReservoirState(List<List<StoredClip>> clips, List<Long> seen) {
    this.clips = clips;
    this.seen = seen;
  }

  /** By class, in order of their places. */
  List<List<StoredClip>> clips() {
    return clips;
  }

  /** By class, how many have been seen. */
  List<Long> seen() {
    return seen;
  }

  /** Writes the number of classes; of each, how many were seen, and the clips. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(clips.size());
    for (int c = 0; c < clips.size(); c++) {
      out.writeLong(seen.get(c));
      out.writeInt(clips.get(c).size());
      for (StoredClip clip : clips.get(c)) {
        clip.writeTo(out);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote. */
  public static ReservoirState readFrom(DataInput in) throws IOException {
    return read(true, in);
  }

  /** Reads what was written before clips knew their ordinals and replays: all of them are 0. */
  public static ReservoirState readUncounted(DataInput in) throws IOException {
    return read(false, in);
  }

  private static ReservoirState read(boolean counted, DataInput in) throws IOException {
    List<List<StoredClip>> clips = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    for (int classes = in.readInt(); classes > 0; classes--) {
      seen.add(in.readLong());
      List<StoredClip> ofClass = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        ofClass.add(StoredClip.readFrom(counted, in));
      }
      clips.add(List.copyOf(ofClass));
    }
    return new ReservoirState(List.copyOf(clips), List.copyOf(seen));
  }
}
