package dev.tandem.app.labels;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says what a clip shows, in place of whatever was said, and takes that back again.
 *
 * @param open how long after its clip time a clip's label can still count
 */
public record Labelling(LabelTopic topic, Duration open, String who, Clock clock) {
  /** How far back a label is looked for that is to be taken back; more where labels stay open. */
  private static final Duration LOOK_BACK = Duration.ofHours(1);

  /**
   * What was done.
   *
   * @param known when it became known, in event time
   * @param before what counted before; empty where nothing did
   * @param late whether the clip's label was decided by then, as far as this command can know
   */
  public record Done(Label label, Instant known, Optional<SaidLabel> before, boolean late) {}

  /**
   * Labels {@code clip}.
   *
   * @param className empty where there are {@code values}
   */
  public Done say(LabelledClip clip, String className, List<Double> values) {
    return write(clip, className, values, LabelKind.CORRECTION);
  }

  /** Says that {@code clip} has no label, whatever was said of it. */
  public Done takeBack(LabelledClip clip) {
    return write(clip, "", List.of(), LabelKind.RETRACTION);
  }

  private Done write(LabelledClip clip, String className, List<Double> values, LabelKind kind) {
    SaidLabels said = topic.since(clip.begin(), label -> label.getClipId().equals(clip.id()));
    Label label =
        Label.newBuilder()
            .setClipId(clip.id())
            .setClipTime(clip.begin())
            .setStream(clip.stream())
            .setGateway(clip.gateway())
            .setClassName(className)
            .setTargets(values)
            .setKind(kind)
            .build();
    return write(label, clip.end(), said, said.counting(clip.id()), false);
  }

  /** Takes back the last label that was given to {@code clip} by hand. */
  public Done undoClip(LabelledClip clip) {
    SaidLabels said = topic.since(clip.begin(), label -> label.getClipId().equals(clip.id()));
    return undo(said, "clip " + clip.id());
  }

  /** Takes back the last label that was given to any clip of {@code stream} by hand. */
  public Done undoStream(String stream, String gateway) {
    Duration back = open.compareTo(LOOK_BACK) > 0 ? open : LOOK_BACK;
    Instant from =
        topic.reached(stream, gateway).map(reached -> reached.minus(back)).orElse(Instant.EPOCH);
    return undo(topic.since(from, label -> label.getStream().equals(stream)), "stream " + stream);
  }

  private Done undo(SaidLabels said, String of) {
    SaidLabel last =
        said.lastWord()
            .orElseThrow(
                () ->
                    new UsageException(
                        "nothing to undo: no label of %s was given by tandem label and still stands"
                            .formatted(of)));
    Label before =
        said.before(last)
            .map(SaidLabel::label)
            .filter(label -> label.getKind() != LabelKind.RETRACTION)
            .orElseGet(
                () ->
                    Label.newBuilder(last.label())
                        .setClassName("")
                        .setTargets(List.of())
                        .setKind(LabelKind.RETRACTION)
                        .build());
    Label label =
        before.getKind() == LabelKind.RETRACTION
            ? before
            : Label.newBuilder(last.label())
                .setClassName(before.getClassName())
                .setTargets(before.getTargets())
                .build();
    return write(label, last.known(), said, Optional.of(last), true);
  }

  /** Behind all that was said of the clip, so that it counts; a stream's own time else. */
  private Done write(
      Label label, Instant earliest, SaidLabels said, Optional<SaidLabel> before, boolean undo) {
    Instant known =
        topic
            .reached(label.getStream(), label.getGateway())
            .filter(reached -> reached.isAfter(earliest))
            .orElse(earliest);
    Instant behind =
        said.latest(label.getClipId()).map(latest -> latest.plusMillis(1)).orElse(known);
    known = behind.isAfter(known) ? behind : known;
    topic.write(label, known, new LabelWord(undo, clock.instant(), who));
    boolean late = !known.isBefore(label.getClipTime().plus(open));
    return new Done(label, known, before, late);
  }
}
