package dev.tandem.learner.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a {@link PaceKeeper} carries from step to step. Immutable. */
public final class PaceState {

  private final double[] sums;
  private final double rows;
  private final double[] paces;

  PaceState(double[] sums, double rows, double[] paces) {
    this.sums = sums.clone();
    this.rows = rows;
    this.paces = paces.clone();
  }

  double[] sums() {
    return sums.clone();
  }

  double rows() {
    return rows;
  }

  double[] paces() {
    return paces.clone();
  }

  /** Writes the number of modalities, N and k of each, and D. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(sums.length);
    for (int m = 0; m < sums.length; m++) {
      out.writeDouble(sums[m]);
      out.writeDouble(paces[m]);
    }
    out.writeDouble(rows);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static PaceState readFrom(DataInput in) throws IOException {
    int modalities = in.readInt();
    double[] sums = new double[modalities];
    double[] paces = new double[modalities];
    for (int m = 0; m < modalities; m++) {
      sums[m] = in.readDouble();
      paces[m] = in.readDouble();
    }
    return new PaceState(sums, in.readDouble(), paces);
  }
}
