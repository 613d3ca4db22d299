package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.Example;
import dev.tandem.learner.data.HeadOutputs;
import dev.tandem.learner.spec.Task;
import dev.tandem.serving.Patience;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelCopiesTest {
  private final Held model = new Held();
  private final ModelCopies copies = new ModelCopies(List.of(model));
  private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void goOn() {
    model.gate.release(1_000);
  }

  @Test
  void shouldAnswerOneThatComesAloneAtOnce() {
    model.gate.release();

    assertThat(text(copies.score(example("a")))).isEqualTo(text("a"));
    assertThat(model.batches).containsExactly(1);
  }

  @Test
  void shouldAnswerThoseWhoWaitTogetherEachWithItsOwn() {
    CompletableFuture<HeadOutputs> first = ask("first");
    Patience.until(() -> model.passes.get() == 1);
    List<CompletableFuture<HeadOutputs>> others = askAndWait(ModelCopies.MOST + 5);
    model.gate.release(3);

    assertThat(text(first.join())).isEqualTo(text("first"));
    for (int i = 0; i < others.size(); i++) {
      assertThat(text(others.get(i).join())).isEqualTo(text("c" + i));
    }
    assertThat(model.batches).containsExactly(1, ModelCopies.MOST, 5);
  }

  @Test
  void shouldFailOnlyTheOneThatDoesNotFit() {
    CompletableFuture<HeadOutputs> first = ask("first");
    Patience.until(() -> model.passes.get() == 1);
    List<CompletableFuture<HeadOutputs>> others = askAndWait(3);
    CompletableFuture<HeadOutputs> unfit = ask(Held.UNFIT);
    awaitWaiting(4);
    model.gate.release(1_000);

    assertThat(first.join()).isNotNull();
    assertThat(others).allSatisfy(other -> assertThat(other.join()).isNotNull());
    assertThatThrownBy(unfit::join).hasRootCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldFailAllOfAPassThatBreaksAndGoOnAfterIt() {
    CompletableFuture<HeadOutputs> first = ask("first");
    Patience.until(() -> model.passes.get() == 1);
    List<CompletableFuture<HeadOutputs>> others = askAndWait(2);
    CompletableFuture<HeadOutputs> broken = ask(Held.BROKEN);
    awaitWaiting(3);
    model.gate.release(1_000);

    assertThat(first.join()).isNotNull();
    others.add(broken);
    assertThat(others)
        .allSatisfy(
            other ->
                assertThatThrownBy(other::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(OutOfMemoryError.class));
    assertThat(copies.score(example("next"))).isNotNull();
  }

  @Test
  void shouldAnswerOneWhoIsInterruptedWhileItWaits() {
    CompletableFuture<HeadOutputs> first = ask("first");
    Patience.until(() -> model.passes.get() == 1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiter =
        start(
            () -> {
              copies.score(example("c"));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    awaitWaiting(1);
    waiter.interrupt();
    model.gate.release(2);

    assertThat(first.join()).isNotNull();
    assertThat(interrupted.join()).as("still told").isTrue();
  }

  private List<CompletableFuture<HeadOutputs>> askAndWait(int examples) {
    List<CompletableFuture<HeadOutputs>> asked = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      asked.add(ask("c" + i));
      awaitWaiting(i + 1);
    }
    return asked;
  }

  private void awaitWaiting(int many) {
    Patience.until(
        () -> threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count() > many);
  }

  private CompletableFuture<HeadOutputs> ask(String id) {
    CompletableFuture<HeadOutputs> answer = new CompletableFuture<>();
    start(
        () -> {
          try {
            answer.complete(copies.score(example(id)));
          } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  private Thread start(Runnable body) {
    Thread thread = new Thread(body, "asks");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private static Example example(String id) {
    return new Example(id, new TreeMap<>(Map.of("audio", new float[] {id.hashCode()})));
  }

  private static String text(String id) {
    return text(Held.answer(example(id)));
  }

  private static String text(HeadOutputs answer) {
    return Arrays.toString(answer.of("audio").orElseThrow());
  }

  /** Each pass waits at a gate. */
  private static final class Held implements ScoringModel {
    static final String UNFIT = "unfit";
    static final String BROKEN = "broken";

    final Semaphore gate = new Semaphore(0);
    final AtomicInteger passes = new AtomicInteger();
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

    /** The example's own numbers. */
    private static HeadOutputs answer(Example example) {
      return new HeadOutputs(example.inputs());
    }

    @Override
    public Task task() {
      return Task.CLASSIFICATION;
    }

    @Override
    public List<HeadOutputs> score(List<Example> examples) {
      passes.incrementAndGet();
      gate.acquireUninterruptibly();
      batches.add(examples.size());
      List<String> ids = examples.stream().map(Example::clipId).toList();
      if (ids.contains(UNFIT)) {
        throw new IllegalArgumentException("does not fit");
      }
      if (ids.contains(BROKEN)) {
        throw new OutOfMemoryError("out of memory, say");
      }
      return examples.stream().map(Held::answer).toList();
    }

    @Override
    public void close() {}
  }
}
