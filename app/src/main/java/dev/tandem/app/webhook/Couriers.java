package dev.tandem.app.webhook;

import dev.tandem.app.models.ModelNews;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** All who are told of news. */
public final class Couriers implements AutoCloseable {
  private static final Duration SLICE = Duration.ofMillis(200);

  private final List<Courier> all;

  /**
   * How to tell.
   *
   * @param retryFor so long after an event came it is tried again
   * @param timeout of one request, or one run of a command
   */
  public record Terms(Duration retryFor, Duration timeout) {}

  private Couriers(List<Courier> all) {
    this.all = all;
  }

  /**
   * Begins, or throws {@link dev.tandem.schemas.UsageException} where somebody cannot be told.
   *
   * @param post address of a server
   * @param secretFile that requests to it are signed with
   * @param exec line of a command
   * @param messages told, for people, of what is not delivered at once
   */
  public static Couriers start(
      Optional<String> post,
      Optional<Path> secretFile,
      Optional<String> exec,
      Terms terms,
      Consumer<String> messages) {
    List<Target> targets = new ArrayList<>();
    Optional<Secret> secret = secretFile.map(Secret::read);
    post.map(HttpTarget::address)
        .map(address -> new HttpTarget(address, secret, terms.timeout(), Clock.systemUTC()))
        .ifPresent(targets::add);
    exec.map(CommandWords::split)
        .map(words -> new CommandTarget(words, terms.timeout()))
        .ifPresent(targets::add);
    return new Couriers(
        targets.stream()
            .map(target -> Courier.start(target, Backoff.standard(), terms.retryFor(), messages))
            .toList());
  }

  /** Whether anybody is told. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Tells all; while too many events wait, so does it, unless it is to {@code stop}.
   *
   * @return false where it stopped
   */
  public boolean tell(ModelNews news, BooleanSupplier stop) {
    Notice notice = Notice.of(news);
    return all.stream().allMatch(courier -> offer(courier, notice, stop));
  }

  private static boolean offer(Courier courier, Notice notice, BooleanSupplier stop) {
    try {
      boolean taken = courier.offer(notice, SLICE);
      while (!taken && !stop.getAsBoolean()) {
        taken = courier.offer(notice, SLICE);
      }
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether everything is delivered or given up. */
  public boolean areIdle() {
    return all.stream().allMatch(Courier::isIdle);
  }

  @Override
  public void close() {
    all.forEach(Courier::close);
  }
}
