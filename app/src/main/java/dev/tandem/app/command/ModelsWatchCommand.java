package dev.tandem.app.command;

import dev.tandem.app.models.ModelNews;
import dev.tandem.app.models.ModelWatch;
import dev.tandem.app.models.NewsKinds;
import dev.tandem.app.webhook.Couriers;
import dev.tandem.cluster.Interruption;
import dev.tandem.schemas.log.UnreadableTopicException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** News as they come. */
@Command(
    name = "watch",
    description = {
      "Show versions as they are committed, what operators say, and what becomes of training: drift, modalities that go dark, halts.",
      "Runs until Ctrl-C, or --limit. Others can be told of each event, by --post and --exec; what they do ends nothing."
    },
    footer = {
      "",
      "Examples:",
      "  tandem models watch",
      "  tandem models watch --format json",
      "  tandem models watch --only held,halted,drift --post https://hooks.example.org/tandem --secret-file secret",
      "  tandem models watch --since 1h --exec 'sh -c \"jq -r .event >> events\"'"
    })
final class ModelsWatchCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** After Ctrl-C, for what is being delivered. */
  private static final Duration LAST_WORD = Duration.ofSeconds(3);

  @Spec private CommandSpec spec;
  @Mixin private ModelOptions options;
  @Mixin private FormatOptions format;
  @Mixin private NoticeOptions notices;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Values.TimeOrAgo.class,
      description =
          "Begin with what was written then, such as 2026-11-01T00:00:00Z, or so long ago, such as 10min, and is still on its topic. Default: with what comes.")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--only",
      paramLabel = "KIND",
      split = ",",
      completionCandidates = Values.NewsKindNames.class,
      description =
          "Only events of these kinds, with commas between them. Default: all, which are ${COMPLETION-CANDIDATES}.")
  private List<String> only = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Values.Count.class,
      description = "End after N events.")
  private Optional<Long> limit = Optional.empty();

  private final Interruption interruption = new Interruption();
  private long shown;
  private boolean away;

  @Override
  public Integer call() {
    NewsKinds kinds = NewsKinds.named(only);
    FormatOptions.quieten(spec);
    interruption.listen(PATIENCE);
    try (Couriers couriers = notices.start(line -> format.say(spec, line));
        ModelWatch watch = ModelWatch.open(options.kafka(), options.topics(), since)) {
      while (isOpen(couriers)) {
        next(watch).stream().filter(kinds).forEach(news -> take(news, couriers));
        awaitMore(couriers);
      }
      drain(couriers);
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  /** Empty while Kafka does not answer, which is told once. */
  private List<ModelNews> next(ModelWatch watch) {
    try {
      List<ModelNews> news = watch.next();
      if (away) {
        away = false;
        format.say(spec, "Kafka answers again");
      }
      return news;
    } catch (UnreadableTopicException e) {
      if (!away) {
        away = true;
        format.say(spec, e.getMessage() + ". Going on until it does");
      }
      return List.of();
    }
  }

  private void take(ModelNews news, Couriers couriers) {
    if (isOpen(couriers)) {
      shown++;
      format.print(spec, news.json(), news.line());
      var unused = couriers.tell(news, interruption::isRequested);
    }
  }

  /** Somebody who is told wants it to go on though nobody reads what is shown. */
  private boolean isOpen(Couriers couriers) {
    boolean heard = !couriers.isEmpty() || !spec.commandLine().getOut().checkError();
    return !interruption.isRequested() && isUnderLimit() && heard;
  }

  private boolean isUnderLimit() {
    return limit.isEmpty() || shown < limit.get();
  }

  private void awaitMore(Couriers couriers) {
    if (isOpen(couriers)) {
      var unused = interruption.awaitRequest(POLL);
    }
  }

  /** Until all is delivered or given up, or Ctrl-C, and a moment after that. */
  private void drain(Couriers couriers) {
    while (!couriers.areIdle() && !interruption.awaitRequest(TICK)) {
      // what is tried again is bounded by --retry-for
    }
    long begin = System.nanoTime();
    while (!couriers.areIdle() && System.nanoTime() - begin < LAST_WORD.toNanos()) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(TICK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
