package dev.tandem.trainer.training;

import dev.tandem.learner.StepReport;
import dev.tandem.learner.StepReport.Outcome;
import dev.tandem.learner.data.LabelledExample;
import dev.tandem.schemas.snapshot.SnapshotException;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.PerStream;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.control.Controls.Directive;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.labels.LabelValue;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.UnreadableVersionException;
import dev.tandem.trainer.settings.TrainerSettings;
import dev.tandem.trainer.settings.TrainerSettings.Until;
import dev.tandem.trainer.training.Work.Discard;
import dev.tandem.trainer.training.Work.Predict;
import dev.tandem.trainer.training.Work.Rest;
import dev.tandem.trainer.training.Work.Skip;
import dev.tandem.trainer.training.Work.Train;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * One model: takes what the order demands, learns, and says what it did. Knows nothing of Flink.
 */
final class ModelTrainer implements AutoCloseable {
  private final TrainerSettings settings;
  private final Controls controls;
  private final TrainerOutput output;
  private final String origin;
  private final TrainingRecords records;
  private final Publication publication;
  private final GrowingLearner model;
  private final Sequencer sequencer;
  private final Clips clips;
  private final Totals totals;
  private final Outcomes outcomes;
  private final TrainedData trainedData;
  private long reported;
  private long reportedUntil = Long.MIN_VALUE;
  private boolean stopped;

  /**
   * Begins anew, or goes on from {@code state}, and writes again what of it the topic has lost.
   *
   * @param initial what it begins anew with
   * @param topic what the topic has of the model
   * @param background digests and stores payloads of versions
   */
  ModelTrainer(
      TrainerSettings settings,
      Optional<TrainerState> state,
      InitialWeights initial,
      LedgerSource topic,
      Controls controls,
      TrainerOutput output,
      Clock clock,
      Executor background) {
    this.settings = settings;
    this.controls = controls;
    this.output = output;
    origin = state.map(TrainerState::origin).orElse(initial.sha256());
    records = new TrainingRecords(settings, origin, clock);
    model =
        state
            .map(saved -> GrowingLearner.restore(settings, saved.learner()))
            .orElseGet(() -> GrowingLearner.begin(settings, initial));
    totals = new Totals(state.map(TrainerState::totals).orElseGet(TreeMap::new));
    trainedData =
        new TrainedData(state.map(TrainerState::trainedData).orElse(TrainedData.Snapshot.EMPTY));
    List<PendingClip> pending = state.map(TrainerState::pending).orElse(List.of());
    outcomes = new Outcomes(totals, output);
    clips = new Clips(settings, pending, controls, outcomes);
    sequencer =
        new Sequencer(
            Sequencer.Rules.of(settings.batchSize(), settings.join().batchMaxWait()),
            state.map(TrainerState::order).orElse(Sequencer.Snapshot.EMPTY),
            clips::decide);
    publication = new Publication(settings, state, topic, controls, records, output, background);
    reported = totals.changes();
  }

  /** Writes what must be written before the next checkpoint, which {@link #snapshot} is for. */
  void settle() {
    publication.settle();
  }

  TrainerState snapshot() {
    settle();
    return new TrainerState(
        model.learner().state(),
        sequencer.snapshot(),
        clips.snapshot(),
        totals.snapshot(),
        publication.sinceVersion(),
        publication.state(),
        publication.unconfirmed(),
        origin,
        trainedData.snapshot());
  }

  /** That checkpoint has the newest {@link #snapshot}. */
  void checkpointed(long checkpoint) {
    publication.checkpointed(checkpoint);
  }

  /** That checkpoint is complete. */
  void completed(long checkpoint) {
    publication.completed(checkpoint);
  }

  ControlState controls() {
    return controls.snapshot();
  }

  /** How many entries wait for the watermark or for their turn; any thread may ask. */
  int waiting() {
    return sequencer.waiting();
  }

  void accept(TrainerInput input) {
    if (input instanceof Candidate candidate) {
      if (clips.begin(candidate.clip())) {
        sequencer.add(
            SequenceEntry.ofClip(candidate.clip().readyTime(), candidate.clip().clipId()));
      }
    } else if (input instanceof Verdict verdict) {
      sequencer.add(SequenceEntry.ofSample(verdict.readyTime(), verdict.clipId(), verdict.label()));
    } else if (input instanceof Lost lost) {
      outcomes.joined(lost.outcome());
    } else if (input instanceof Unused unused) {
      outcomes.unused(unused.tally());
    } else if (input instanceof Control control) {
      controls.accept(control.raw()).ifPresent(outcomes::refused);
    }
  }

  /** Does work until a step was taken or none is due; whether a step was taken. */
  boolean work(long known) {
    publication.writeReady();
    if (settings.until().isEmpty() || known < settings.until().get().time() - 1) {
      return workOff(known);
    }
    boolean trained = workOff(settings.until().get().time() - 1);
    if (!trained && !stopped) {
      stopped = true;
      stop(settings.until().get());
    }
    return trained;
  }

  /**
   * Nothing is trained from here on. The word that says so is the model's last; what comes after is
   * kept for those who go on.
   */
  private void stop(Until until) {
    if (until.finish()) {
      sequencer.flush(until.time()).forEach(this::perform);
      if (publication.isBehind(model.learner().step())) {
        publish(until.time());
      }
    }
    reported = totals.changes();
    output.training(
        records.progress(model.learner().step(), until.time(), totals, publication.state()));
  }

  private boolean workOff(long known) {
    Optional<Work> work = sequencer.next(known);
    while (work.isPresent()) {
      if (perform(work.get())) {
        return true;
      }
      work = sequencer.next(known);
    }
    reportProgress(known);
    return false;
  }

  private boolean perform(Work work) {
    if (work instanceof Predict predict) {
      clips.predict(predict.clips(), model.learner()::predict);
    } else if (work instanceof Train train) {
      train(train);
      return true;
    } else if (work instanceof Discard discard) {
      clips.discard(discard.sample().clipId());
    } else if (work instanceof Skip skip) {
      clips.skip(skip.clip().clipId());
    } else if (work instanceof Rest rest && publication.isBehind(model.learner().step())) {
      publish(rest.time());
    }
    return false;
  }

  private void train(Train train) {
    long start = System.nanoTime();
    List<LabelledExample> batch = new ArrayList<>();
    List<SequenceEntry> used = new ArrayList<>();
    List<JoinedClip> learned = new ArrayList<>();
    TreeMap<String, HeadTally> scores = new TreeMap<>();
    for (SequenceEntry entry : train.samples()) {
      clips
          .take(entry.clipId())
          .ifPresent(
              clip -> {
                LabelValue label = entry.label().orElseThrow();
                if (!model.learns(label)) {
                  clips.skip(clip.clip(), SkipReason.UNKNOWN_CLASS);
                  return;
                }
                LabelledExample example = model.labelled(clips.example(clip), label);
                batch.add(example);
                used.add(entry);
                learned.add(clip.clip());
                HeadTally.add(clip.prediction().orElseThrow(), example, scores);
              });
    }
    if (batch.isEmpty()) {
      return;
    }
    controls.takeDirective(train.time()).ifPresent(this::obey);
    totals.set(Totals.CLASSES_ADDED, model.classesAdded());
    StepReport report = model.learner().train(batch);
    double millis = (System.nanoTime() - start) / 1e6;
    learned.forEach(clip -> end(clip, report));
    outcomes.stepped(report, scores, millis);
    if (report.outcome() != Outcome.HALTED) {
      publication.scored(scores);
    }
    boolean due = report.trained() && publication.isDue(model.learner().step());
    if (due) {
      publish(train.time());
    }
    reported = totals.changes();
    output.training(
        records.step(
            new Train(used, train.time()),
            report,
            scores,
            totals,
            due ? publication.state() : notPublished(),
            millis));
  }

  private void end(JoinedClip clip, StepReport report) {
    clips.end(clip, report.trained() ? TrainingOutcome.TRAINED : TrainingOutcome.SKIPPED);
    if (report.trained()) {
      trainedData.add(clip);
    }
  }

  /** Between two batches: what comes after follows from the word and the batches alone. */
  private void obey(Directive directive) {
    if (directive.resumed().isEmpty()) {
      model.learner().halt();
      return;
    }
    try {
      model.resume(publication.content(directive.resumed().get()));
      publication.forgetScores();
      totals.set(Totals.HALTED, 0);
    } catch (UnreadableVersionException | SnapshotException | IllegalArgumentException e) {
      outcomes.refused(
          new Refusal(
              directive.raw(),
              Tally.INVALID,
              PerStream.UNKNOWN,
              "the model cannot go on from %s: %s"
                  .formatted(directive.resumed().get(), e.getMessage()),
              e.getClass().getName()));
    }
  }

  private PublicationState notPublished() {
    return PublicationState.initial(publication.state().generation());
  }

  private void publish(long time) {
    publication.publish(model.learner(), trainedData.snapshot(), time);
    totals.add(Totals.PUBLISHED, 1);
  }

  /**
   * Says where it stands once nothing is under way, and again as time goes on: the last of these
   * closes a run, whether or not anything was counted since the last step.
   */
  private void reportProgress(long known) {
    boolean news =
        totals.changes() != reported
            || known >= reportedUntil + settings.join().batchMaxWait().toMillis();
    if (sequencer.isIdle() && clips.isEmpty() && news) {
      reported = totals.changes();
      reportedUntil = known;
      output.training(records.progress(model.learner().step(), known, totals, publication.state()));
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
