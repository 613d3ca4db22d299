package dev.tandem.learner.state;

import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes sections, each as its name, its version (short) and its body; an empty name ends them. A
 * reader that does not know a section cannot pass over it, nor should it.
 */
public final class SectionWriter {

  static final String END = "";

  private final DataOutput out;

  public SectionWriter(DataOutput out) {
    this.out = out;
  }

  /** Writes the body of one section. */
  @FunctionalInterface
  public interface Body {
    void writeTo(DataOutput out) throws IOException;
  }

  /**
   * Writes one section.
   *
   * @param name not empty
   * @param version of how the body is written
   */
  public void write(String name, int version, Body body) throws IOException {
    TextCodec.write(name, out);
    out.writeShort(version);
    body.writeTo(out);
  }

  /** To be called once, at the end. */
  public void end() throws IOException {
    TextCodec.write(END, out);
  }
}
