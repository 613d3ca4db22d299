package dev.tandem.learner.state;

import java.io.DataInput;
import java.io.IOException;

/** Reads what {@link SectionWriter} wrote. */
public final class SectionReader {

  private SectionReader() {}

  /** Takes over sections. */
  @FunctionalInterface
  public interface Sections {

    /**
     * Reads the body of one section, all of it.
     *
     * @return false where it does not know a section of this name and version
     */
    boolean take(String name, int version, DataInput in) throws IOException;
  }

  /**
   * Hands out all sections in the order in which they were written.
   *
   * @throws IOException at the first that is not taken
   */
  public static void readAll(DataInput in, Sections sections) throws IOException {
    String name = TextCodec.read(in);
    while (!name.equals(SectionWriter.END)) {
      int version = in.readShort();
      if (!sections.take(name, version, in)) {
        throw new IOException(
            "learner state has section %s, version %d, which is not known. Read it with the version of Tandem that wrote it, or start a new generation."
                .formatted(name, version));
      }
      name = TextCodec.read(in);
    }
  }
}
