package dev.tandem.trainer.training;

import dev.tandem.learner.Learner;
import dev.tandem.learner.spec.Heads;
import dev.tandem.schemas.ModelKey;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.publication.Ledger;
import dev.tandem.trainer.publication.LedgerReader;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.publication.Outbox;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.PublicationState.Retained;
import dev.tandem.trainer.publication.Publisher;
import dev.tandem.trainer.publication.SentVersion;
import dev.tandem.trainer.publication.VersionContent;
import dev.tandem.trainer.settings.PublicationSettings;
import dev.tandem.trainer.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.apache.flink.connector.base.DeliveryGuarantee;

/** Which versions of a model there are, how they did, and which may not have arrived yet. */
final class Publication {
  private final String model;
  private final PublicationSettings rules;
  private final int batchSize;
  private final LedgerSource topic;
  private final LedgerReader reader;
  private final Controls controls;
  private final TrainingRecords records;
  private final TrainerOutput output;
  private final Publisher publisher;
  private final Outbox outbox;
  private final boolean transactional;
  private final AccuracyGate gate;
  private final TreeMap<String, HeadTally> sinceVersion;

  /** Chunks of each version of earlier generations that is on the topic. */
  private final TreeMap<ModelKey, Integer> earlier;

  private final Executor background;

  private PublicationState state;

  /** The newest version, whose payload is being digested and stored. */
  private Optional<CompletableFuture<SentVersion>> underWay = Optional.empty();

  /**
   * Goes on from {@code saved}, if there is any, and writes again what of it the topic has lost.
   *
   * @param topic what the topic has of the model
   * @param background digests and stores payloads
   */
  Publication(
      TrainerSettings settings,
      Optional<TrainerState> saved,
      LedgerSource topic,
      Controls controls,
      TrainingRecords records,
      TrainerOutput output,
      Executor background) {
    this.model = settings.model();
    this.rules = settings.publication();
    this.batchSize = settings.batchSize();
    this.topic = topic;
    this.reader = topic.open();
    Ledger ledger = reader.read();
    this.controls = controls;
    this.records = records;
    this.output = output;
    this.background = background;
    gate = new AccuracyGate(rules.gate());
    publisher = new Publisher(settings.join().topics(), rules.retain(), rules.files());
    sinceVersion = new TreeMap<>(saved.map(TrainerState::sinceVersion).orElseGet(TreeMap::new));
    state =
        saved
            .map(s -> NumericPlatform.resume(settings, s))
            .orElse(PublicationState.initial(settings.generation()));
    transactional = rules.delivery() == DeliveryGuarantee.EXACTLY_ONCE;
    outbox =
        new Outbox(ledger, saved.map(TrainerState::unconfirmed).orElse(List.of()), transactional);
    ledger.requireNoneLaterThan(state.generation());
    earlier = new TreeMap<>(ledger.before(state.generation()));
    outbox.lost(rules.retain()).forEach(this::writeAgain);
  }

  private void writeAgain(SentVersion version) {
    output.republished(version.key());
    version.records().forEach(output::model);
  }

  /** How the clips of a step were predicted; counts for the next version. */
  void scored(SortedMap<String, HeadTally> scores) {
    HeadTally.addAll(scores, sinceVersion);
  }

  /** Whether the rule wants a version of this step. */
  boolean isDue(long step) {
    return step % rules.every() == 0;
  }

  /** Whether the newest version is of an earlier step. */
  boolean isBehind(long step) {
    return state.step() < step;
  }

  /** Writes the model as it stands as the next version. */
  void publish(Learner learner, TrainedData.Snapshot trainedData, long time) {
    Optional<Retained> reference = reference(time);
    double accuracy = accuracy(reference);
    int open = reference.map(Retained::version).orElse(0);
    IntPredicate kept = number -> number == open || controls.keeps(version(number));
    settle();
    Publisher.Begun version =
        publisher.begin(
            state,
            records
                .manifest(learner, trainedData, time, sinceVersion)
                .setHeld(gate.verdict(accuracy, reference)),
            accuracy,
            Payload.of(learner.weights()),
            new Publisher.Retention(kept, takeLeaving()));
    state =
        outbox.isThere(version.key())
            ? version.state().withNewestHeld(outbox.isHeldThere(version.key()))
            : version.state();
    sinceVersion.clear();
    underWay = Optional.of(CompletableFuture.supplyAsync(version.records(), background));
    writeReady();
  }

  /** Writes the version that is under way, if it is ready. */
  void writeReady() {
    if (underWay.filter(Future::isDone).isPresent()) {
      settle();
    }
  }

  /**
   * Waits for the version that is under way, if there is one, and writes it: a checkpoint has all
   * of a version or nothing.
   */
  void settle() {
    if (underWay.isPresent()) {
      SentVersion sent = records(underWay.get());
      underWay = Optional.empty();
      outbox.add(sent).forEach(output::model);
    }
  }

  private static SentVersion records(CompletableFuture<SentVersion> version) {
    try {
      return version.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * Takes out what of earlier generations leaves with the next version: as new ones come, so many
   * old ones go, but none that is pinned or named.
   */
  private SortedMap<ModelKey, Integer> takeLeaving() {
    int room = Math.max(0, rules.retain() - state.retained().size() - 1);
    TreeMap<ModelKey, Integer> leaving = new TreeMap<>();
    int left = earlier.size();
    for (Map.Entry<ModelKey, Integer> version : earlier.entrySet()) {
      ModelKey key = version.getKey();
      if (left > room && !controls.keeps(key)) {
        leaving.put(key, version.getValue());
        left--;
      }
    }
    earlier.keySet().removeAll(leaving.keySet());
    return leaving;
  }

  /** Of too few clips it says nothing, and the reference's stands for it. */
  private double accuracy(Optional<Retained> reference) {
    HeadTally scored = sinceVersion.get(Heads.FUSED);
    boolean tells = scored != null && scored.scored() >= rules.every() * batchSize / 2;
    return tells ? scored.accuracy() : reference.map(Retained::accuracy).orElse(Double.NaN);
  }

  /** What was scored since the newest version is of a model that is no more. */
  void forgetScores() {
    sinceVersion.clear();
  }

  /** A version that was written, wherever it is on its way. */
  VersionContent content(ModelKey version) {
    settle();
    return outbox.content(version).orElseGet(() -> topic.content(version));
  }

  /** What consumers follow, and a version of that time is compared with. */
  private Optional<Retained> reference(long time) {
    if (gate.isOff()) {
      return Optional.empty();
    }
    controls.compare(time);
    return state.newestOpen(number -> controls.isReleased(version(number), time));
  }

  /** Of the generation that is published. */
  private ModelKey version(int number) {
    return new ModelKey(model, state.generation(), number);
  }

  /** That checkpoint has the newest {@link #state}. */
  void checkpointed(long checkpoint) {
    outbox.checkpointed(checkpoint);
  }

  /**
   * That checkpoint is complete. Where no transaction tells of another job that publishes this
   * model, the topic does.
   */
  void completed(long checkpoint) {
    if (!transactional && !outbox.unconfirmed().isEmpty()) {
      Ledger now = reader.readOn();
      now.requireNoneLaterThan(state.generation());
      outbox.requireAlone(now);
    }
    outbox.completed(checkpoint, rules.files());
  }

  PublicationState state() {
    return state;
  }

  SortedMap<String, HeadTally> sinceVersion() {
    return new TreeMap<>(sinceVersion);
  }

  /** Versions that are not known to be committed. */
  List<SentVersion> unconfirmed() {
    return outbox.unconfirmed();
  }
}
