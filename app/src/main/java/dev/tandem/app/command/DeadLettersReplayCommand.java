package dev.tandem.app.command;

import dev.tandem.app.letters.DeadLetterTopic;
import dev.tandem.app.letters.Replay;
import dev.tandem.app.letters.Selection;
import dev.tandem.app.letters.SourceTimes;
import dev.tandem.schemas.TopicAdmin;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes letters to where they came from, once what was wrong has been put right. */
@Command(
    name = "replay",
    description = {
      "Write dead letters again to the partitions that they came from: key, value and record time as they were.",
      "All are written in one transaction, or none. Without --yes, only says what would be written."
    },
    footer = {
      "",
      "What comes of it is a new log: versions that are trained from it have other digests. A record is late where",
      "its clip has closed by then, and a dead letter again where it still cannot be used. The letters stay.",
      "",
      "Example:",
      "  tandem dead-letters replay --reason 'class is' --topic av.labels.v1 --yes"
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeadLetterOptions options;
  @Mixin private SelectionOptions selected;

  @Option(names = "--yes", description = "Write them.")
  private boolean yes;

  @Override
  public Integer call() {
    Selection selection = selected.selection();
    PrintWriter out = spec.commandLine().getOut();
    try (DeadLetterTopic topic = options.open();
        TopicAdmin admin = TopicAdmin.connect(options.kafka());
        Replay replay =
            yes
                ? Replay.begin(options.kafka(), options.topic(), topic.cluster())
                : Replay.rehearse(topic.cluster())) {
      SourceTimes times = new SourceTimes(admin, Instant.now());
      topic.read(
          letter -> {
            if (selection.test(letter)) {
              replay.write(letter);
              times.require(letter);
            }
          });
      replay.commit();
      print(replay, out);
    }
    return ExitStatus.SUCCESS;
  }

  private void print(Replay replay, PrintWriter out) {
    String done = yes ? "written to" : "would be written to";
    replay.written().forEach((topic, count) -> out.printf("%,d %s %s%n", count, done, topic));
    if (replay.left() > 0) {
      out.printf("%,d left out: cut, or without their source in the headers%n", replay.left());
    }
    if (replay.written().isEmpty()) {
      out.println("nothing to replay");
    } else if (yes) {
      out.println("this is a new log: versions that are trained from it have other digests");
    } else {
      out.println("nothing was written; --yes writes them, which makes this a new log");
    }
  }
}
