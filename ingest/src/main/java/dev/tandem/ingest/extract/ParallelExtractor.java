package dev.tandem.ingest.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** An extractor by several threads: the features, to the bit, that it makes by one. */
public final class ParallelExtractor implements FeatureExtractor {
  private final FeatureExtractor extractor;
  private final int count;
  private final ExecutorService threads;

  /**
   * @param extractor is closed with it
   */
  public ParallelExtractor(FeatureExtractor extractor, int count) {
    this.extractor = extractor;
    this.count = count;
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "tandem-extract");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public TensorFormat format() {
    return extractor.format();
  }

  @Override
  public boolean seesColours() {
    return extractor.seesColours();
  }

  @Override
  public int batch() {
    return extractor.batch() * count;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    return extractor.extract(signal);
  }

  @Override
  public List<FeatureTensor> extractAll(List<? extends Signal> signals) {
    List<Future<List<FeatureTensor>>> parts = new ArrayList<>();
    for (int begin = 0; begin < signals.size(); begin += extractor.batch()) {
      List<? extends Signal> part =
          signals.subList(begin, Math.min(begin + extractor.batch(), signals.size()));
      parts.add(threads.submit(() -> extractor.extractAll(part)));
    }
    parts.forEach(ParallelExtractor::awaitEnd);
    return parts.stream().flatMap(part -> result(part).stream()).toList();
  }

  /** However it ends: none may be at work when the caller goes on to close. */
  private static void awaitEnd(Future<?> part) {
    boolean interrupted = false;
    while (!part.isDone()) {
      try {
        part.get();
      } catch (ExecutionException e) {
        return; // told by whoever asks for the result
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<FeatureTensor> result(Future<List<FeatureTensor>> part) {
    try {
      return part.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException broken
          ? broken
          : new IllegalStateException("an extractor broke: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while features were extracted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    extractor.close();
  }
}
