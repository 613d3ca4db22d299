package dev.tandem.app.demo;

import dev.tandem.app.run.CheckpointInterval;
import dev.tandem.app.settings.Settings;
import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import dev.tandem.learner.engine.TorchEngine;
import dev.tandem.trainer.settings.LearnerOptions;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Kafka, Flink and PyTorch, started side by side. */
final class DemoServices implements AutoCloseable {
  /** Of each partition, in a run without end; about four minutes of the default feed. */
  private static final long ENDLESS_BYTES = 256L << 20;

  private static final int JOBS = 2;

  private final CompletableFuture<EmbeddedKafka> kafka;
  private final CompletableFuture<EmbeddedFlink> flink;
  private final CompletableFuture<Integer> torch;

  private DemoServices(
      CompletableFuture<EmbeddedKafka> kafka,
      CompletableFuture<EmbeddedFlink> flink,
      CompletableFuture<Integer> torch) {
    this.kafka = kafka;
    this.flink = flink;
    this.torch = torch;
  }

  /** Returns at once; see {@link #kafka} and {@link #flink}, which wait. */
  static DemoServices start(DemoPlan plan, Settings settings, RunDirectory directory) {
    OptionalLong retention =
        plan.clips().isPresent() ? OptionalLong.empty() : OptionalLong.of(ENDLESS_BYTES);
    BrokerSettings broker = new BrokerSettings(directory.kafka(), plan.ports().kafka(), retention);
    FlinkSettings cluster =
        FlinkSettings.in(directory.flink(), JOBS * plan.parallelism())
            .withWebPort(plan.ports().web())
            .withCheckpointInterval(CheckpointInterval.of(settings));
    int threads = settings.trainer().get(LearnerOptions.THREADS);
    return new DemoServices(
        async("tandem-start-kafka", () -> EmbeddedKafka.start(broker)),
        async("tandem-start-flink", () -> EmbeddedFlink.start(cluster)),
        async("tandem-start-torch", () -> startTorch(threads)));
  }

  private static int startTorch(int threads) {
    TorchEngine.start(threads);
    return threads;
  }

  private static <T> CompletableFuture<T> async(String name, Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, task -> daemon(name, task).start());
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  EmbeddedKafka kafka(Progress progress) {
    return started(kafka, Stage.KAFKA, progress);
  }

  EmbeddedFlink flink(Progress progress) {
    started(torch, Stage.TORCH, progress);
    return started(flink, Stage.FLINK, progress);
  }

  private static <T> T started(CompletableFuture<T> future, Stage stage, Progress progress) {
    progress.enter(stage);
    try {
      return future.get(progress.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(stage.doing() + " failed: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw StageException.hung(stage, progress.deadline(), "no answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageException("interrupted while " + stage.doing());
    }
  }

  /** Flink first: its jobs would miss Kafka. */
  @Override
  public void close() {
    close(flink);
    close(kafka);
  }

  private static void close(CompletableFuture<? extends AutoCloseable> future) {
    future
        .thenAccept(
            part -> {
              try {
                part.close();
              } catch (Exception e) {
                throw new IllegalStateException("closing failed: " + e.getMessage(), e);
              }
            })
        .exceptionally(notStartedOrReported -> null)
        .join();
  }
}
