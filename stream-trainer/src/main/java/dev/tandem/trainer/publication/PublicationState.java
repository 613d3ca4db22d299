package dev.tandem.trainer.publication;

import dev.tandem.trainer.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which versions a model has on its topic. Immutable.
 *
 * @param generation from 1
 * @param version newest published; 0 for none
 * @param step step behind the newest published version; −1 for none
 * @param retained published versions that have not been retired, oldest first
 */
public record PublicationState(int generation, int version, long step, List<Retained> retained) {
  /** A version on the topics. */
  public record Retained(int version, int chunks) {
    void write(DataOutput out) throws IOException {
      out.writeInt(version);
      out.writeInt(chunks);
    }

    static Retained read(DataInput in) throws IOException {
      return new Retained(in.readInt(), in.readInt());
    }
  }

  public PublicationState {
    retained = List.copyOf(retained);
  }

  public static PublicationState initial(int generation) {
    return new PublicationState(generation, 0, -1, List.of());
  }

  /**
   * After the next version, of {@code chunks} chunks, was published and all but the newest {@code
   * retain} and the pinned ones were retired.
   */
  PublicationState next(long publishedStep, int chunks, int retain, Set<Integer> pinned) {
    List<Retained> all = new ArrayList<>(retained);
    all.add(new Retained(version + 1, chunks));
    int first = Math.max(0, all.size() - retain);
    List<Retained> left = new ArrayList<>(all.subList(first, all.size()));
    left.addAll(0, all.subList(0, first).stream().filter(r -> pinned.contains(r.version)).toList());
    return new PublicationState(generation, version + 1, publishedStep, left);
  }

  public void write(DataOutput out) throws IOException {
    out.writeInt(generation);
    out.writeInt(version);
    out.writeLong(step);
    Bytes.writeAll(retained, Retained::write, out);
  }

  public static PublicationState read(DataInput in) throws IOException {
    return new PublicationState(
        in.readInt(), in.readInt(), in.readLong(), Bytes.readAll(Retained::read, in));
  }
}
