package dev.tandem.app.command;

import dev.tandem.app.answers.Answer;
import dev.tandem.app.answers.AnswerTopic;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.schemas.UsageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers as they are committed. */
@Command(
    name = "watch",
    description = {
      "Show each answer as it is committed: the clip, its class with the probability or its values, what each head says, the modalities that it comes from, the version, and the time from the clip's begin to the answer.",
      "Runs until Ctrl-C, or --limit. What is no answer is told and counted, and ends nothing."
    },
    footer = {
      "",
      "Examples:",
      "  tandem predictions watch",
      "  tandem predictions watch --since 10min --stream cam-3",
      "  tandem predictions watch --last 20 --limit 20 --format json"
    })
final class PredictionsWatchCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration QUIET = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private PrefixedTopicsOptions where;
  @Mixin private FormatOptions format;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Values.TimeOrAgo.class,
      description =
          "Begin with answers that were given then, such as 2026-11-01T00:00:00Z, or so long ago, such as 10min. Default: with those to come.")
  private Optional<Instant> since = Optional.empty();

  @Option(
      names = "--last",
      paramLabel = "N",
      converter = Values.Count.class,
      description = "Begin with the last N that are there.")
  private Optional<Long> last = Optional.empty();

  @Option(
      names = "--stream",
      paramLabel = "STREAM",
      description = "Only answers to clips of this stream, as clip ids name it.")
  private Optional<String> stream = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Values.Count.class,
      description = "End after N answers.")
  private Optional<Long> limit = Optional.empty();

  private Optional<Narrator> waiting = Optional.empty();
  private long shown;
  private long unreadable;

  @Override
  public Integer call() {
    if (since.isPresent() && last.isPresent()) {
      throw new UsageException("--since and --last are both given; give one of them");
    }
    FormatOptions.quieten(spec);
    Interruption interruption = new Interruption();
    interruption.listen(PATIENCE);
    String topic = where.topics().predictions();
    try (Narrator narrator = Narrator.on(spec.commandLine().getErr());
        AnswerTopic answers =
            AnswerTopic.open(where.kafka(NeededTopics::predictions), topic, this::tellUnreadable)) {
      waiting = Optional.of(narrator);
      last.ifPresent(count -> answers.last(count, this::isWanted).forEach(this::take));
      since.ifPresent(answers::seek);
      waitOn(topic, narrator);
      while (isOpen() && !interruption.awaitRequest(POLL)) {
        answers.next(this::take);
      }
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  /** Says nothing more once an answer is shown. */
  private void waitOn(String topic, Narrator narrator) {
    Instant begin = Instant.now();
    String what =
        "no answer on %s yet; it takes tandem serve, a version that it serves, and clips from tandem assemble"
            .formatted(topic);
    narrator.doing(() -> Duration.between(begin, Instant.now()).compareTo(QUIET) < 0 ? "" : what);
  }

  private boolean isWanted(Answer answer) {
    return stream.isEmpty() || stream.get().equals(answer.stream());
  }

  /** False once there are enough, or nobody reads them any more. */
  private boolean take(Answer answer) {
    if (isWanted(answer) && isOpen()) {
      shown++;
      waiting.ifPresent(Narrator::close);
      format.print(spec, answer.json(), answer.line());
    }
    return isOpen();
  }

  private boolean isOpen() {
    return (limit.isEmpty() || shown < limit.get()) && !spec.commandLine().getOut().checkError();
  }

  private void tellUnreadable(String place, String reason) {
    unreadable++;
    format.say(
        spec, "no answer of ours at %s: %s (%d so far)".formatted(place, reason, unreadable));
  }
}
