package dev.tandem.trainer.publication;

import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which versions a model has on its topic. Immutable.
 *
 * @param generation from 1
 * @param version newest published; 0 for none
 * @param step step behind the newest published version; −1 for none
 * @param retained published versions that have not been retired, oldest first
 */
public record PublicationState(int generation, int version, long step, List<Retained> retained) {
  /**
   * A version on the topics.
   *
   * @param held whether consumers have to wait for its release
   * @param accuracy of the readout on the clips between the version before and this one; NaN where
   *     it is not known
   */
  public record Retained(int version, int chunks, boolean held, double accuracy) {
    /** One that no gate has looked at. */
    public Retained(int version, int chunks) {
      this(version, chunks, false, Double.NaN);
    }

    void write(DataOutput out) throws IOException {
      out.writeInt(version);
      out.writeInt(chunks);
      out.writeBoolean(held);
      out.writeDouble(accuracy);
    }

    static Retained read(DataInput in) throws IOException {
      return new Retained(in.readInt(), in.readInt(), in.readBoolean(), in.readDouble());
    }

    static Retained readUngated(DataInput in) throws IOException {
      return new Retained(in.readInt(), in.readInt());
    }
  }

  public PublicationState {
    retained = RetainedVersions.of(retained);
  }

  public static PublicationState initial(int generation) {
    return new PublicationState(generation, 0, -1, List.of());
  }

  /**
   * The newest version that consumers may follow.
   *
   * @param released of a version that was held: whether it is not any more
   */
  public Optional<Retained> newestOpen(IntPredicate released) {
    for (int i = retained.size() - 1; i >= 0; i--) {
      Retained one = retained.get(i);
      if (!one.held || released.test(one.version)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /**
   * After {@code next} was published and all but the newest {@code retain} and the kept ones were
   * retired.
   */
  PublicationState next(long publishedStep, Retained next, int retain, IntPredicate kept) {
    List<Retained> left = RetainedVersions.of(retained).next(next, retain, kept);
    return new PublicationState(generation, next.version, publishedStep, left);
  }

  /** Those that {@link #next} will not have any more. */
  List<Retained> leaving(int retain, IntPredicate kept) {
    int beyond = RetainedVersions.of(retained).beyond(retain);
    return retained.subList(0, beyond).stream().filter(r -> !kept.test(r.version)).toList();
  }

  /** As the topic has the newest version, where it was published before under another gate. */
  public PublicationState withNewestHeld(boolean held) {
    List<Retained> as = new ArrayList<>(retained);
    as.replaceAll(
        one ->
            one.version == version ? new Retained(version, one.chunks, held, one.accuracy) : one);
    return new PublicationState(generation, version, step, as);
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

  /** Of a build that knew no gate. */
  public static PublicationState readUngated(DataInput in) throws IOException {
    return new PublicationState(
        in.readInt(), in.readInt(), in.readLong(), Bytes.readAll(Retained::readUngated, in));
  }
}
