package dev.tandem.learner.engine;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Starts PyTorch once per JVM with a fixed number of threads. The number decides how sums are split
 * and so the last bits of every result: it cannot change later.
 */
public final class TorchEngine {

  private static final String NAME = "PyTorch";
  private static final int DEFAULT_THREADS = 1;

  /** Set for the whole JVM by whoever loads PyTorch first, in whatever class loader. */
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  /** Of this class there may be several in a Flink process, of DJL's only one. */
  private static final Object JVM = Engine.class;

  private static int startedWith;

  private TorchEngine() {}

  /**
   * Starts PyTorch with this many threads, or does nothing if it already runs with as many.
   *
   * @throws IllegalStateException if it runs with another number
   */
  public static synchronized void start(int threads) {
    if (startedWith == 0) {
      load(threads);
      startedWith = threads;
    } else if (startedWith != threads) {
      throw new IllegalStateException(
          "learner.threads is %d; PyTorch already runs with %d in this JVM and cannot change. Use %d, or start another JVM."
              .formatted(threads, startedWith, startedWith));
    }
  }

  /**
   * Starts PyTorch with one thread unless it already runs, be it in another class loader, whose
   * number it then keeps.
   */
  public static synchronized void start() {
    start(startedWith == 0 ? Integer.getInteger(THREADS, DEFAULT_THREADS) : startedWith);
  }

  /**
   * Starts PyTorch with one thread unless it already runs in this JVM, be it in another class
   * loader; whoever starts it later still chooses the number there.
   *
   * @return whether it was started
   */
  public static synchronized boolean startFirst() {
    synchronized (JVM) {
      if (System.getProperty(THREADS) != null) {
        return false;
      }
      start();
      return true;
    }
  }

  /** Number of threads PyTorch runs with; starts it if need be. */
  public static synchronized int threads() {
    start();
    return startedWith;
  }

  /** PyTorch's version, as in {@code 2.7.1}; starts it if need be. */
  public static String version() {
    return engine().getVersion();
  }

  /** The instruction set of PyTorch's CPU kernels, as in {@code amd64 avx2}. */
  public static String instructionSet() {
    return InstructionSet.current();
  }

  static Engine engine() {
    start();
    return Engine.getEngine(NAME);
  }

  private static void load(int threads) {
    synchronized (JVM) {
      System.setProperty(THREADS, Integer.toString(threads));
      System.setProperty("ai.djl.pytorch.num_interop_threads", Integer.toString(threads));
      Engine.getEngine(NAME);
      if (JniUtils.getNumThreads() != threads) { // someone else loaded the engine before
        JniUtils.setNumThreads(threads);
      }
    }
  }
}
