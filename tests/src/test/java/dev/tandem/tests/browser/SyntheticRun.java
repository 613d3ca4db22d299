package dev.tandem.tests.browser;

import dev.tandem.monitoring.state.BoardState;
import dev.tandem.monitoring.state.Reading;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A run of one step a second that two modalities take part in, for a board without a broker. */
final class SyntheticRun {
  private static final Topics TOPICS = Topics.standard();
  private static final int CLIPS = 16;

  private final BoardState state = new BoardState("av", TOPICS, InstantSource.system());
  private final Instant begin;
  private final boolean ofTargets;
  private long steps;

  /**
   * @param age of the run, all of which is in it
   */
  SyntheticRun(Duration age) {
    this(age, false);
  }

  private SyntheticRun(Duration age, boolean ofTargets) {
    this.begin = Instant.ofEpochMilli(System.currentTimeMillis()).minus(age);
    this.ofTargets = ofTargets;
    state.reading(Reading.State.FOLLOWING, 1, "");
    while (steps < age.toSeconds()) {
      step();
    }
  }

  /** One whose model learns values, not classes. */
  static SyntheticRun ofTargets(Duration age) {
    return new SyntheticRun(age, true);
  }

  BoardState state() {
    return state;
  }

  /** One more second of it. */
  void step() {
    steps++;
    offer(event(begin.plusSeconds(steps)).build());
  }

  /** One more second, in which a batch is skipped for a reason and learning halts. */
  void halt(String reason) {
    TrainingEvent halted =
        event(begin.plusSeconds(steps + 1))
            .setKind(TrainingEventKind.SKIPPED)
            .setSequence(2 * steps + 1)
            .setHeads(List.of())
            .setPaces(List.of())
            .setTotals(
                List.of(
                    new NamedValue("trained", (double) CLIPS * steps),
                    new NamedValue("halted", 1.0)))
            .setPublishedVersion(0)
            .setReason(reason)
            .build();
    offer(halted);
  }

  private void offer(TrainingEvent event) {
    state.offer(
        new ConsumerRecord<>(
            TOPICS.training(),
            0,
            event.getSequence(),
            event.getWrittenAt().toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            Wire.encode(event),
            new RecordHeaders(),
            Optional.empty()));
  }

  private TrainingEvent.Builder event(Instant time) {
    double learned = 1 - Math.exp(-steps / 9_000.0);
    double swing = 0.05 * Math.sin(steps / 400.0);
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setKind(TrainingEventKind.STEP)
        .setSequence(2 * steps)
        .setStep(steps)
        .setTrainedUntil(time)
        .setWrittenAt(time)
        .setClipIds(Collections.nCopies(CLIPS, "c"))
        .setPaces(
            List.of(
                new ModalityPace("audio", 0.5, 0.5, 1 - 0.4 * (1 - learned) + swing),
                new ModalityPace("video", 0.5, 0.5, 1 + 0.6 * (1 - learned) - swing)))
        .setHeads(
            List.of(
                head("audio", 0.90 * learned + swing),
                head("fused", 0.95 * learned),
                head("video", 0.75 * learned - swing)))
        .setTotals(List.of(new NamedValue("trained", (double) CLIPS * steps)))
        .setPublishedVersion(steps % 120 == 0 ? (int) (steps / 120) : 0)
        .setStepMillis(20);
  }

  private HeadResult head(String name, double share) {
    if (ofTargets) {
      return new HeadResult(name, 1.2 - share, CLIPS, -1);
    }
    int correct = (int) Math.round(CLIPS * Math.max(0, Math.min(1, share)) + (steps % 3 - 1) * 0.4);
    return new HeadResult(name, 1.0, CLIPS, Math.max(0, Math.min(CLIPS, correct)));
  }
}
