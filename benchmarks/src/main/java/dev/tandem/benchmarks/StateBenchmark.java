package dev.tandem.benchmarks;

import dev.tandem.learner.Learner;
import dev.tandem.learner.LearnerState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The state of a learner of 22 million parameters with two moments: copied, written, read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StateBenchmark {

  private Learner learner;
  private LearnerState state;
  private byte[] bytes;
  private float[][] sameSize;

  @Setup
  public void create() throws IOException {
    learner = Learner.create(BenchmarkNetworks.settings("large", "mlb", "cpu"));
    learner.train(BenchmarkNetworks.batch("large"));
    state = learner.state();
    ByteArrayOutputStream out = new ByteArrayOutputStream(280 << 20);
    state.writeTo(new DataOutputStream(out));
    bytes = out.toByteArray();
    sameSize = new float[3][bytes.length / 3 / Float.BYTES];
  }

  @TearDown
  public void close() {
    learner.close();
  }

  /** What {@link #copy} is held against: as many bytes of the heap, copied. */
  @Benchmark
  public float[][] plainCopy() {
    return new float[][] {sameSize[0].clone(), sameSize[1].clone(), sameSize[2].clone()};
  }

  @Benchmark
  public LearnerState copy() {
    return learner.state();
  }

  /** Into a stream that only takes the bytes over, as a buffered one would. */
  @Benchmark
  public long write() throws IOException {
    Sink sink = new Sink();
    state.writeTo(new DataOutputStream(sink));
    return sink.taken;
  }

  @Benchmark
  public LearnerState read() throws IOException {
    return LearnerState.readFrom(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** Copies what it is given into a buffer that it uses again. */
  private static final class Sink extends OutputStream {
    private final byte[] buffer = new byte[1 << 20];
    private long taken;

    @Override
    public void write(int value) {
      buffer[0] = (byte) value;
      taken++;
    }

    @Override
    public void write(byte[] values, int offset, int length) {
      System.arraycopy(values, offset, buffer, 0, Math.min(length, buffer.length));
      taken += length;
    }
  }
}
