package dev.tandem.app.command;

import dev.tandem.app.labels.ClassNames;
import dev.tandem.app.labels.ClipFinder;
import dev.tandem.app.labels.KnownOutputs;
import dev.tandem.app.labels.LabelTopic;
import dev.tandem.app.labels.LabelledClip;
import dev.tandem.app.labels.Labelling;
import dev.tandem.app.labels.SaidLabel;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.config.Durations;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.settings.JoinSettings;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A label given by hand, while clips come. */
@Command(
    name = "label",
    description = {
      "Say what a clip shows: the last one of a stream, the one that was at a time, or the one of an id.",
      "It counts in place of what was said of that clip before, if it becomes known in join.window + label.timeout of the clip's time; a job that has labels from people needs a longer label.timeout."
    },
    footer = {
      "",
      "Examples:",
      "  tandem label cam-1 dog                         the clip that came last",
      "  tandem label cam-1 dog --at 10s                the clip of ten seconds ago",
      "  tandem label --clip cam-1-00000017 --values 0.5,-1",
      "  tandem label cam-1 --undo                      what counted before counts again"
    })
final class LabelCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private PrefixedTopicsOptions where;
  @Mixin private SettingsOptions settings;

  @Parameters(
      paramLabel = "STREAM CLASS",
      arity = "0..2",
      description =
          "The stream whose clip is meant, as its records name it; left out with --clip. Then the class; left out with --values or --undo.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Values.TimeOrAgo.class,
      description =
          "The clip that was at this time, such as 2026-11-01T00:00:00Z, or so long ago, such as 10s. Default: the last one.")
  private Optional<Instant> at = Optional.empty();

  @Option(names = "--clip", paramLabel = "ID", description = "The clip of this id.")
  private Optional<String> clip = Optional.empty();

  @Option(
      names = "--values",
      paramLabel = "NUMBER",
      split = ",",
      description = "Values, in the order of trainer.targets, in place of a class.")
  private List<Double> values = new ArrayList<>();

  @Option(
      names = "--undo",
      description =
          "Take back the last label that was given with this command to a clip of the stream, or to the clip of --clip.")
  private boolean undo;

  @Option(names = "--new-class", description = "The class may be one that no model knows yet.")
  private boolean newClass;

  @Option(
      names = "--who",
      paramLabel = "NAME",
      description = "Who says so. Default: the user's name on this machine.")
  private String who = System.getProperty("user.name", "unknown");

  @Override
  public Integer call() {
    requireForm();
    JoinSettings join = JoinSettings.of(Settings.of(settings.read(Map.of())).trainer());
    Optional<String> className = className();
    className.ifPresent(ClassNames::require);
    KafkaConnection kafka = where.kafka(NeededTopics::labels);
    try (CommittedLog log = CommittedLog.open(kafka)) {
      LabelTopic topic = new LabelTopic(kafka, log, where.topics().labels());
      Labelling labelling = new Labelling(topic, join.labelOpen(), who, Clock.systemUTC());
      ClipFinder finder = ClipFinder.of(log, where.topics());
      if (undo) {
        tell(undo(labelling, finder), "undone", join.labelOpen());
      } else {
        requireKnown(log, className);
        Labelling.Done done = labelling.say(find(finder), className.orElse(""), values);
        tell(done, "labelled", join.labelOpen());
      }
    }
    return ExitStatus.SUCCESS;
  }

  private void requireForm() {
    int said = (values.isEmpty() ? 0 : 1) + (undo ? 1 : 0);
    int needed = (clip.isPresent() ? 0 : 1) + (said == 0 ? 1 : 0);
    if (said > 1 || words.size() != needed || (clip.isPresent() && at.isPresent())) {
      throw new UsageException(
          "%s; must be one of: STREAM CLASS, STREAM --values NUMBERS, STREAM --undo, or the same with --clip ID in place of STREAM; --at goes with STREAM"
              .formatted(
                  words.isEmpty() ? "nothing is named" : "given is " + String.join(" ", words)));
    }
    if (undo && at.isPresent()) {
      throw new UsageException("--undo and --at are both given; name the clip with --clip");
    }
    if (!values.stream().allMatch(Double::isFinite)) {
      throw new UsageException("--values is %s; must be finite numbers".formatted(values));
    }
  }

  private String stream() {
    return words.get(0);
  }

  private Optional<String> className() {
    return undo || !values.isEmpty() ? Optional.empty() : Optional.of(words.get(words.size() - 1));
  }

  private void requireKnown(CommittedLog log, Optional<String> className) {
    if (newClass) {
      return;
    }
    KnownOutputs known = KnownOutputs.read(log, where.topics());
    className.ifPresentOrElse(known::requireClass, () -> known.requireValues(values));
  }

  private LabelledClip find(ClipFinder finder) {
    if (clip.isPresent()) {
      return finder.clip(clip.get());
    }
    return at.isPresent() ? finder.at(stream(), at.get()) : finder.last(stream());
  }

  private Labelling.Done undo(Labelling labelling, ClipFinder finder) {
    return clip.isPresent()
        ? labelling.undoClip(finder.clip(clip.get()))
        : labelling.undoStream(stream(), finder.last(stream()).gateway());
  }

  private void tell(Labelling.Done done, String what, Duration open) {
    PrintWriter out = spec.commandLine().getOut();
    Label label = done.label();
    out.println(
        "%s: clip %s of %s is %s%s"
            .formatted(
                what,
                label.getClipId(),
                label.getClipTime(),
                SaidLabel.text(label),
                done.before().map(before -> ", was " + before.text()).orElse("")));
    if (done.late()) {
      out.println(
          "note: it became known at %s, more than %s (join.window + label.timeout) after the clip's time: a job with these settings has decided the clip's label, and makes this a dead letter. Set a longer label.timeout for the job, and here"
              .formatted(done.known(), Durations.format(open.minusMillis(1))));
    }
    out.flush();
  }
}
