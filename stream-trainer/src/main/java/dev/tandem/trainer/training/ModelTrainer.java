package dev.tandem.trainer.training;

import dev.tandem.learner.Example;
import dev.tandem.learner.LabelledExample;
import dev.tandem.learner.Learner;
import dev.tandem.learner.StepReport;
import dev.tandem.learner.StepReport.Outcome;
import dev.tandem.schemas.snapshot.SnapshotException;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.control.Controls.Order;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.door.Tally;
import dev.tandem.trainer.job.TrainerSettings;
import dev.tandem.trainer.job.TrainerSettings.Until;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.labels.TrainerInput.Candidate;
import dev.tandem.trainer.labels.TrainerInput.Control;
import dev.tandem.trainer.labels.TrainerInput.Lost;
import dev.tandem.trainer.labels.TrainerInput.Unused;
import dev.tandem.trainer.labels.TrainerInput.Verdict;
import dev.tandem.trainer.metrics.PerStream;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.UnreadableVersionException;
import dev.tandem.trainer.training.Turn.Kind;
import dev.tandem.trainer.training.Work.Discard;
import dev.tandem.trainer.training.Work.Predict;
import dev.tandem.trainer.training.Work.Rest;
import dev.tandem.trainer.training.Work.Skip;
import dev.tandem.trainer.training.Work.Train;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One model: takes what the order demands, learns, and says what it did. Knows nothing of Flink.
 */
final class ModelTrainer implements AutoCloseable {
  private final TrainerSettings settings;
  private final Controls controls;
  private final TrainerOutput output;
  private final String origin;
  private final Accounts accounts;
  private final Publication publication;
  private final Admission admission;
  private final Learner learner;
  private final Sequencer sequencer;
  private final TreeMap<String, PendingClip> pending = new TreeMap<>();

  /** Of the clips that were predicted last; most are learned from next. */
  private final Map<String, Example> decoded = new HashMap<>();

  private final Totals totals;
  private SortedMap<String, Long> reported;
  private long reportedUntil = Long.MIN_VALUE;
  private boolean stopped;

  /**
   * Begins anew, or goes on from {@code state}, and writes again what of it the topic has lost.
   *
   * @param initial what it begins anew with
   * @param topic what the topic has of the model
   */
  ModelTrainer(
      TrainerSettings settings,
      Optional<TrainerState> state,
      InitialWeights initial,
      LedgerSource topic,
      Controls controls,
      TrainerOutput output,
      Clock clock) {
    this.settings = settings;
    this.controls = controls;
    this.output = output;
    origin = state.map(TrainerState::origin).orElse(initial.sha256());
    accounts = new Accounts(settings, origin, clock);
    admission = new Admission(settings.admit());
    learner =
        state
            .map(s -> Learner.restore(settings.learner(), s.learner()))
            .orElseGet(() -> begin(settings, initial));
    sequencer =
        new Sequencer(
            Sequencer.Rules.of(settings.batchSize(), settings.join().batchMaxWait()),
            state.map(TrainerState::order).orElse(Sequencer.Snapshot.EMPTY),
            this::admits);
    state.ifPresent(s -> s.pending().forEach(clip -> pending.put(clip.clip().clipId(), clip)));
    totals = new Totals(state.map(TrainerState::totals).orElseGet(TreeMap::new));
    publication = new Publication(settings, state, topic, controls, accounts, output);
    reported = totals.snapshot();
  }

  private static Learner begin(TrainerSettings settings, InitialWeights initial) {
    try {
      return Learner.create(settings.learner(), initial.tensors());
    } catch (IllegalArgumentException e) {
      throw new RefusedBeginningException(
          "learner.init-from is %s: %s".formatted(settings.initFrom(), e.getMessage()), e);
    }
  }

  TrainerState snapshot() {
    return new TrainerState(
        learner.state(),
        sequencer.snapshot(),
        List.copyOf(pending.values()),
        totals.snapshot(),
        publication.sinceVersion(),
        publication.state(),
        publication.unconfirmed(),
        origin);
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

  /** How many turns wait for the watermark or for their turn; any thread may ask. */
  int waiting() {
    return sequencer.waiting();
  }

  void accept(TrainerInput input) {
    if (input instanceof Candidate candidate) {
      begin(candidate);
    } else if (input instanceof Verdict verdict) {
      sequencer.add(Turn.ofSample(verdict.readyTime(), verdict.clipId(), verdict.className()));
    } else if (input instanceof Lost lost) {
      totals.add(lost.outcome().total(), 1);
    } else if (input instanceof Unused unused) {
      totals.add(unused.tally().total(), 1);
    } else if (input instanceof Control control) {
      controls.accept(control.raw()).ifPresent(this::refuse);
    }
  }

  private void refuse(Refusal refusal) {
    totals.add(refusal.tally().total(), 1);
    output.refused(refusal);
  }

  private void begin(Candidate candidate) {
    String clipId = candidate.clip().clipId();
    totals.add(candidate.clip().outcome().total(), 1);
    if (pending.containsKey(clipId)) {
      skip(candidate.clip(), SkipReason.ID_IN_USE); // long after the first of that id
      return;
    }
    pending.put(clipId, new PendingClip(candidate.clip(), Optional.empty()));
    sequencer.add(Turn.ofClip(candidate.clip().readyTime(), clipId));
  }

  /** Of a clip that was skipped, nothing is left when its sample comes. */
  private boolean admits(Turn turn) {
    PendingClip clip = pending.get(turn.clipId());
    if (clip == null || turn.kind() == Kind.SAMPLE) {
      return clip != null;
    }
    controls.decide(clip.clip().clipTime());
    return skipReason(clip.clip()).isEmpty();
  }

  private Optional<SkipReason> skipReason(JoinedClip clip) {
    if (controls.quarantines(clip.stream(), clip.clipTime())) {
      return Optional.of(SkipReason.QUARANTINED);
    }
    return admission.admits(clip.clipId())
        ? Optional.empty()
        : Optional.of(SkipReason.NOT_ADMITTED);
  }

  private void skip(JoinedClip clip, SkipReason reason) {
    totals.add(reason.total(), 1);
    output.skipped(reason, clip.stream());
    end(clip, Fate.SKIPPED);
  }

  /** Does work until a step was taken or none is due; whether a step was taken. */
  boolean work(long known) {
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
      if (publication.isBehind(learner.step())) {
        publish(until.time());
      }
    }
    reported = totals.snapshot();
    output.training(accounts.progress(learner.step(), until.time(), totals, publication.state()));
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
      predict(predict);
    } else if (work instanceof Train train) {
      train(train);
      return true;
    } else if (work instanceof Discard discard) {
      discard(discard.sample().clipId());
    } else if (work instanceof Skip skip) {
      JoinedClip clip = pending.remove(skip.clip().clipId()).clip();
      skip(clip, skipReason(clip).orElseThrow());
    } else if (work instanceof Rest rest && publication.isBehind(learner.step())) {
      publish(rest.time());
    }
    return false;
  }

  private void discard(String clipId) {
    PendingClip clip = pending.remove(clipId);
    if (clip != null) {
      end(clip.clip(), Fate.UNLABELLED);
    }
  }

  private void end(JoinedClip clip, Fate fate) {
    totals.add(fate.total(), 1);
    output.ended(fate, clip.stream());
  }

  private void predict(Predict predict) {
    List<PendingClip> clips =
        predict.clips().stream().map(turn -> pending.get(turn.clipId())).toList();
    List<Example> examples = clips.stream().map(this::decode).toList();
    var predictions = learner.predict(examples);
    decoded.clear();
    examples.forEach(example -> decoded.put(example.clipId(), example));
    for (int i = 0; i < clips.size(); i++) {
      pending.put(clips.get(i).clip().clipId(), clips.get(i).with(predictions.get(i)));
    }
  }

  private void train(Train train) {
    long start = System.nanoTime();
    List<LabelledExample> batch = new ArrayList<>();
    List<JoinedClip> clips = new ArrayList<>();
    TreeMap<String, HeadTally> scores = new TreeMap<>();
    for (Turn turn : train.samples()) {
      PendingClip clip = pending.remove(turn.clipId());
      if (clip == null) {
        continue; // the verdict on an id used again, whose clip was skipped
      }
      int label = settings.join().classNames().indexOf(turn.className().orElseThrow());
      batch.add(new LabelledExample(example(clip), label));
      clips.add(clip.clip());
      HeadTally.add(clip.prediction().orElseThrow(), label, scores);
    }
    if (batch.isEmpty()) {
      return;
    }
    controls.order(train.time()).ifPresent(this::obey);
    StepReport report = learner.train(batch);
    double millis = (System.nanoTime() - start) / 1e6;
    clips.forEach(clip -> end(clip, report.trained() ? Fate.TRAINED : Fate.SKIPPED));
    totals.add(report);
    output.stepped(report, scores, millis);
    if (report.outcome() != Outcome.HALTED) {
      publication.scored(scores);
    }
    boolean due = report.trained() && publication.isDue(learner.step());
    if (due) {
      publish(train.time());
    }
    reported = totals.snapshot();
    output.training(
        accounts.step(
            train, report, scores, totals, due ? publication.state() : notPublished(), millis));
  }

  /** Between two batches: what comes after follows from the word and the batches alone. */
  private void obey(Order order) {
    if (order.resumed().isEmpty()) {
      learner.halt();
      return;
    }
    try {
      learner.resume(Payload.tensors(publication.payload(order.resumed().get())));
      publication.forgetScores();
      totals.set(Totals.HALTED, 0);
    } catch (UnreadableVersionException | SnapshotException | IllegalArgumentException e) {
      refuse(
          new Refusal(
              order.raw(),
              Tally.INVALID,
              PerStream.UNKNOWN,
              "the model cannot go on from %s: %s".formatted(order.resumed().get(), e.getMessage()),
              e.getClass().getName()));
    }
  }

  private PublicationState notPublished() {
    return PublicationState.initial(publication.state().generation());
  }

  private void publish(long time) {
    publication.publish(learner, time);
    totals.add(Totals.PUBLISHED, 1);
  }

  /**
   * Says where it stands once nothing is under way, and again as time goes on: the last of these
   * closes a run, whether or not anything was counted since the last step.
   */
  private void reportProgress(long known) {
    boolean news =
        !totals.snapshot().equals(reported)
            || known >= reportedUntil + settings.join().batchMaxWait().toMillis();
    if (sequencer.isIdle() && pending.isEmpty() && news) {
      reported = totals.snapshot();
      reportedUntil = known;
      output.training(accounts.progress(learner.step(), known, totals, publication.state()));
    }
  }

  private Example example(PendingClip clip) {
    Example example = decoded.remove(clip.clip().clipId());
    return example == null ? decode(clip) : example;
  }

  private Example decode(PendingClip clip) {
    TreeMap<String, float[]> inputs = new TreeMap<>();
    clip.clip()
        .modalities()
        .forEach(
            data -> inputs.put(settings.join().modalities().get(data.modality()), data.values()));
    return new Example(clip.clip().clipId(), inputs);
  }

  @Override
  public void close() {
    learner.close();
  }
}
