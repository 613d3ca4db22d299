package dev.tandem.app;

import java.lang.ref.Reference;
import java.util.function.Supplier;

/** How much of the heap something holds on to. */
public final class TestingHeap {
  private static final int COLLECTIONS = 3;

  private TestingHeap() {}

  /** Bytes that stay in use, roughly, as long as what is made here is. */
  public static long heldBy(Supplier<?> making) {
    long before = used();
    Object made = making.get();
    try {
      return used() - before;
    } finally {
      Reference.reachabilityFence(made);
    }
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
