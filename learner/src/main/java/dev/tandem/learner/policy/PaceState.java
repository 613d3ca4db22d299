package dev.tandem.learner.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What a {@link PaceKeeper} carries from step to step. Immutable. */
public final class PaceState {

  private final double[] sums;
  private final double rows;
  private final double[] paces;
  private final double[] suspectRows;
  private final boolean[] dead;

  PaceState(double[] sums, double rows, double[] paces, double[] suspectRows, boolean[] dead) {
    this.sums = sums.clone();
    this.rows = rows;
    this.paces = paces.clone();
    this.suspectRows = suspectRows.clone();
    this.dead = dead.clone();
  }

  /** Nothing seen, every pace 1. */
  static PaceState fresh(int modalities) {
    double[] paces = new double[modalities];
    Arrays.fill(paces, 1);
    double[] zeros = new double[modalities];
    return new PaceState(zeros, 0, paces, zeros, new boolean[modalities]);
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

  double[] suspectRows() {
    return suspectRows.clone();
  }

  boolean[] dead() {
    return dead.clone();
  }

  /** Writes the number of modalities; N, k, suspect rows and whether dead of each; D. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(sums.length);
    for (int m = 0; m < sums.length; m++) {
      out.writeDouble(sums[m]);
      out.writeDouble(paces[m]);
      out.writeDouble(suspectRows[m]);
      out.writeBoolean(dead[m]);
    }
    out.writeDouble(rows);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static PaceState readFrom(DataInput in) throws IOException {
    int modalities = in.readInt();
    double[] sums = new double[modalities];
    double[] paces = new double[modalities];
    double[] suspectRows = new double[modalities];
    boolean[] dead = new boolean[modalities];
    for (int m = 0; m < modalities; m++) {
      sums[m] = in.readDouble();
      paces[m] = in.readDouble();
      suspectRows[m] = in.readDouble();
      dead[m] = in.readBoolean();
    }
    return new PaceState(sums, in.readDouble(), paces, suspectRows, dead);
  }
}
