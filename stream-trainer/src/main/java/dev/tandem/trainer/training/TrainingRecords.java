package dev.tandem.trainer.training;

import dev.tandem.learner.Fingerprint;
import dev.tandem.learner.Learner;
import dev.tandem.learner.StepReport;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.TandemVersion;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.settings.TrainerOptions;
import dev.tandem.trainer.settings.TrainerSettings;
import dev.tandem.trainer.training.Work.Train;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes down what a model did: training events and manifests. */
final class TrainingRecords {
  private final TrainerSettings settings;
  private final Task task;
  private final String origin;
  private final Clock clock;

  /**
   * Of one model.
   *
   * @param origin SHA-256 of the file that it began with; empty where it began with none
   */
  TrainingRecords(TrainerSettings settings, String origin, Clock clock) {
    this.settings = settings;
    this.task = settings.learner().architecture().kind();
    this.origin = origin;
    this.clock = clock;
  }

  /** {@code publication} has the version that this step published, or 0. */
  OutRecord step(
      Train train,
      StepReport report,
      SortedMap<String, HeadTally> scores,
      Totals totals,
      PublicationState publication,
      double millis) {
    return record(
        event(report.step(), train.time(), totals, publication)
            .setKind(report.trained() ? TrainingEventKind.STEP : TrainingEventKind.SKIPPED)
            .setSequence(2 * batches(report.step(), totals))
            .setClipIds(train.samples().stream().map(SequenceEntry::clipId).toList())
            .setPaces(paces(report))
            .setHeads(HeadTally.results(task, scores))
            .setStepMillis(millis)
            .setReason(report.reason())
            .setDrifted(report.drifted())
            .setDeadModalities(deadModalities(report))
            .build());
  }

  /** Everything known is done; {@code publication} is where the model stands. */
  OutRecord progress(long step, long known, Totals totals, PublicationState publication) {
    return record(
        event(step, known, totals, publication)
            .setKind(TrainingEventKind.PROGRESS)
            .setSequence(2 * batches(step, totals) + 1)
            .setClipIds(List.of())
            .setPaces(List.of())
            .setHeads(List.of())
            .setStepMillis(0)
            .build());
  }

  /** Batches that the model has had: steps, and those that were skipped. */
  private static long batches(long step, Totals totals) {
    return step + totals.of(Totals.BATCHES_SKIPPED);
  }

  private TrainingEvent.Builder event(
      long step, long trainedUntil, Totals totals, PublicationState publication) {
    return TrainingEvent.newBuilder()
        .setModel(settings.model())
        .setGeneration(publication.generation())
        .setStep(step)
        .setTrainedUntil(Instant.ofEpochMilli(trainedUntil))
        .setWrittenAt(now())
        .setTotals(totals.named())
        .setPublishedVersion(publication.version());
  }

  private OutRecord record(TrainingEvent event) {
    String key = event.getGeneration() + "." + event.getSequence();
    return OutRecord.of(
        settings.join().topics().training(),
        key.getBytes(StandardCharsets.UTF_8),
        Wire.encode(event),
        event.getWrittenAt().toEpochMilli());
  }

  private static List<ModalityPace> paces(StepReport report) {
    return report.modalities().entrySet().stream()
        .map(
            entry ->
                new ModalityPace(
                    entry.getKey(),
                    entry.getValue().score(),
                    entry.getValue().ratio(),
                    entry.getValue().pace()))
        .toList();
  }

  private static List<String> deadModalities(StepReport report) {
    return report.modalities().entrySet().stream()
        .filter(entry -> entry.getValue().dead())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Everything of a manifest but what the publisher sets. */
  ModelManifest.Builder manifest(
      Learner learner,
      TrainedData.Snapshot trainedData,
      long trainedUntil,
      SortedMap<String, HeadTally> sinceVersion) {
    return ModelManifest.newBuilder()
        .setModel(settings.model())
        .setStep(learner.step())
        .setTrainedUntil(Instant.ofEpochMilli(trainedUntil))
        .setPublishedAt(now())
        .setArchitecture(learner.settings().architecture().toJson())
        .setClassNames(learner.settings().classNames())
        .setContract(settings.join().contracts().stream().map(TrainingRecords::contract).toList())
        .setMetrics(metrics(sinceVersion))
        .setOffsets(trainedData.ranges())
        .setProvenance(provenance(trainedData));
  }

  private static FeatureContract contract(ModalityContract contract) {
    return new FeatureContract(
        contract.name(),
        new Extractor(contract.extractor(), contract.extractorVersion()),
        contract.shape());
  }

  /**
   * Of each head, on the clips between the version before and this one: prequential accuracy, or
   * error where there are targets.
   */
  private List<NamedValue> metrics(SortedMap<String, HeadTally> scores) {
    return scores.entrySet().stream()
        .map(entry -> metric(entry.getKey(), entry.getValue()))
        .toList();
  }

  private NamedValue metric(String head, HeadTally tally) {
    return task == Task.CLASSIFICATION
        ? new NamedValue("prequential." + head, tally.accuracy())
        : new NamedValue("prequential-error." + head, tally.meanLoss());
  }

  private List<NamedText> provenance(TrainedData.Snapshot trainedData) {
    Map<String, String> facts = new LinkedHashMap<>(settings.given());
    facts.put(TrainerOptions.SEED.key(), Long.toString(settings.learner().seed()));
    if (!origin.isEmpty()) {
      facts.put("learner.init-from.sha256", origin);
    }
    trainedData
        .from()
        .ifPresent(time -> facts.put("trained from", Instant.ofEpochMilli(time).toString()));
    facts.put("tandem", TandemVersion.current());
    facts.put("fingerprint", Fingerprint.of(settings.learner().compute().device()));
    return facts.entrySet().stream()
        .map(fact -> new NamedText(fact.getKey(), fact.getValue()))
        .toList();
  }

  /** Wall clock, for people and latency figures; nothing is decided by it. */
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
