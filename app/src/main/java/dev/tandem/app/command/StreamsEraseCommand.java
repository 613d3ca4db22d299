package dev.tandem.app.command;

import dev.tandem.app.erasure.Erasure;
import dev.tandem.app.erasure.ErasureText;
import dev.tandem.app.erasure.LearnedVersions;
import dev.tandem.app.erasure.PartitionTrace;
import dev.tandem.app.erasure.StreamRecords;
import dev.tandem.app.erasure.StreamTrace;
import dev.tandem.app.run.FeatureTopics;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.schemas.KeptTimes;
import dev.tandem.schemas.TopicAdmin;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Durations;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.JoinSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes what can be removed of a stream, and tells what stays. */
@Command(
    name = "erase",
    description = {
      "Remove a stream's features, labels, clips, answers and dead letters, as far as Kafka can; say what stays, until when, and which versions have learned from it.",
      "Reads all that these topics hold. Without --yes, only says what would be removed. A stream that is live is refused."
    },
    footer = {
      "",
      "Kafka removes only what lies before everything else in its partition: all of a stream that has topics of its own",
      "(another --prefix), little of one that shares them. The rest goes when retention takes it. Weights forget nothing.",
      "",
      "Example:",
      "  tandem streams erase cam-3",
      "  tandem streams erase cam-3 --yes"
    })
final class StreamsEraseCommand implements Callable<Integer> {
  /** Who lives says so once a second. */
  private static final Duration LISTEN = Duration.ofSeconds(2);

  @Spec private CommandSpec spec;
  @Mixin private PrefixedTopicsOptions where;

  @Parameters(paramLabel = "STREAM", description = "Name of the stream, as its records have it.")
  private String stream = "";

  @Option(names = "--yes", description = "Remove it; it cannot be brought back.")
  private boolean yes;

  @Override
  public Integer call() {
    KafkaConnection kafka = where.kafka(NeededTopics::erasure);
    StreamRecords records = new StreamRecords(stream);
    try (CommittedLog log = CommittedLog.open(kafka);
        TopicAdmin admin = TopicAdmin.connect(kafka)) {
      List<String> topics = topics(log, where.topics());
      StreamTrace trace = read(log, records, topics);
      List<PartitionTrace> found = trace.found();
      requireAtRest(records, trace);
      LearnedVersions learned = LearnedVersions.read(log, where.topics(), records);
      if (yes) {
        Erasure.remove(admin, found);
      }
      print(new ErasureText(kept(admin, topics)).lines(found, yes), learned);
    }
    return ExitStatus.SUCCESS;
  }

  /** Those of clips first, by which the others are known. */
  private static List<String> topics(CommittedLog log, Topics topics) {
    List<String> all = new ArrayList<>(FeatureTopics.of(log, topics));
    all.addAll(
        List.of(topics.labels(), topics.clips(), topics.predictions(), topics.deadLetters()));
    return all;
  }

  private StreamTrace read(CommittedLog log, StreamRecords records, List<String> topics) {
    try (Narrator narrator = Narrator.on(spec.commandLine().getErr())) {
      StreamTrace trace =
          StreamTrace.read(log, records, topics, topic -> narrator.doing(() -> "reading " + topic));
      if (records.newest().isPresent() && !records.hasEnded()) {
        narrator.doing(() -> "listening whether stream %s goes on".formatted(stream));
        LockSupport.parkNanos(LISTEN.toNanos());
      }
      return trace;
    }
  }

  private void requireAtRest(StreamRecords records, StreamTrace trace) {
    Duration expiry = JoinSettings.of(Settings.of(Map.of()).trainer()).streamExpiry();
    Optional<Instant> newest = records.newest();
    boolean recent =
        !records.hasEnded()
            && newest.filter(time -> time.isAfter(Instant.now().minus(expiry))).isPresent();
    if (recent || trace.goesOn()) {
      throw new IllegalStateException(
          "stream %s is live: its last record is of %s. Nothing was removed; end what writes it, and try again when it has written its end, or has said nothing for %s"
              .formatted(
                  stream, newest.map(Instant::toString).orElse("now"), Durations.format(expiry)));
    }
  }

  private static Map<String, KeptTimes> kept(TopicAdmin admin, List<String> topics) {
    return admin.keptTimes(topics).stream()
        .collect(Collectors.toMap(KeptTimes::topic, Function.identity()));
  }

  private void print(List<String> lines, LearnedVersions learned) {
    PrintWriter out = spec.commandLine().getOut();
    if (lines.isEmpty()) {
      out.println("the topics hold nothing of stream %s".formatted(stream));
    }
    lines.forEach(out::println);
    out.println("learned:");
    learned.text().forEach(line -> out.println("  " + line));
    out.println("not looked at, and not removed:");
    out.println(
        "  checkpoints and savepoints of jobs, which hold open clips and, where the learner rehearses, clips that it has kept");
    out.println(
        "  ids of its clips on the training topic, and words about it on the control topic, which a replay needs");
    if (!lines.isEmpty() && !yes) {
      out.println(
          "nothing was removed; --yes removes what can be. A job that has not read it yet refuses to start without it, and versions that were trained from it cannot be made again");
    }
    out.flush();
  }
}
