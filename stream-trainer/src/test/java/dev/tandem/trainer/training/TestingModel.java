package dev.tandem.trainer.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tandem.learner.StepReport;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.assembly.ModalityData;
import dev.tandem.trainer.control.ControlState;
import dev.tandem.trainer.control.Controls;
import dev.tandem.trainer.control.Controls.Refusal;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.publication.Ledger;
import dev.tandem.trainer.publication.LedgerReader;
import dev.tandem.trainer.publication.LedgerSource;
import dev.tandem.trainer.publication.UnreadableVersionException;
import dev.tandem.trainer.publication.VersionContent;
import dev.tandem.trainer.settings.TrainerOptions;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** A model small enough to be trained many times in a test, and what it said. */
final class TestingModel implements TrainerOutput {
  static final List<String> CLASSES = List.of("cat", "dog");

  /** Everything is known: the end of all streams. */
  static final long END = 1_000_000_000;

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC);

  final List<OutRecord> models = new ArrayList<>();
  final List<TrainingEvent> events = new ArrayList<>();
  final List<Integer> republished = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();

  /** How often a trainer has read all that the topic has of the model. */
  int wholeReads;

  /** Where payloads are digested. */
  Executor background = Runnable::run;

  /** Whether the transaction of what was written is still open. */
  boolean hidden;

  /** Batches of 4, waiting at most a second; a version every 2 steps. */
  static TrainerSettings settings(Map<String, String> changes) {
    TreeMap<String, String> config = new TreeMap<>();
    config.put("trainer.model", "tiny");
    config.put("trainer.shapes", "audio=4,video=2x2");
    config.put("trainer.extractors", "audio=mel/1,video=stack/2");
    config.put("trainer.classes", String.join(",", CLASSES));
    config.put("trainer.batch-size", "4");
    config.put("trainer.batch-max-wait", "1s");
    config.put("publish.every", "2");
    config.put("learner.encoders", "audio=mlp,video=mlp");
    config.put("learner.widths", "audio=8,video=8");
    config.put("learner.representation", "4");
    config.putAll(changes);
    return TrainerSettings.of(Config.of(config, TrainerOptions.ALL));
  }

  ModelTrainer trainer(TrainerSettings settings, Optional<TrainerState> state) {
    return trainer(settings, state, ControlState.EMPTY);
  }

  ModelTrainer trainer(
      TrainerSettings settings, Optional<TrainerState> state, ControlState controls) {
    return new ModelTrainer(
        settings,
        state,
        InitialWeights.read(settings.initFrom()),
        new Topic(),
        new Controls(settings.model(), controls),
        this,
        CLOCK,
        background);
  }

  /** Everything that was written is committed. */
  @SuppressWarnings("serial") // is not sent anywhere
  private final class Topic implements LedgerSource {
    @Override
    public LedgerReader open() {
      return new LedgerReader() {
        @Override
        public Ledger read() {
          wholeReads++;
          return Topic.this.read();
        }

        @Override
        public Ledger readOn() {
          return Topic.this.read();
        }
      };
    }

    @Override
    public Ledger read() {
      Ledger.Builder ledger = new Ledger.Builder("tiny");
      models.forEach(record -> ledger.offer(record.key(), record.value()));
      return ledger.build();
    }

    @Override
    public VersionContent content(ModelKey version) {
      if (hidden || !read().versions().containsKey(version)) {
        throw new UnreadableVersionException(version + " is not there");
      }
      ModelManifest manifest =
          manifests().stream()
              .filter(one -> one.getGeneration() == version.generation())
              .filter(one -> one.getVersion() == version.version())
              .reduce((earlier, later) -> later)
              .orElseThrow();
      return new VersionContent(manifest, TestingModel.this.payload(version.version()));
    }
  }

  /** What the topic has now. */
  Ledger ledger() {
    return new Topic().read();
  }

  /** Trains all of {@code inputs}, from the beginning to their end. */
  void run(TrainerSettings settings, List<TrainerInput> inputs) {
    try (ModelTrainer trainer = trainer(settings, Optional.empty())) {
      inputs.forEach(trainer::accept);
      workAll(trainer, END);
    }
  }

  /** Does all that is due by {@code known}. */
  static void workAll(ModelTrainer trainer, long known) {
    while (trainer.work(known)) {
      // one step per call
    }
  }

  /** Noise around a pattern of the class; every eighth clip has no video. */
  static JoinedClip clip(int index, long readyTime) {
    Random random = new Random(index);
    List<ModalityData> modalities = new ArrayList<>();
    modalities.add(modality(0, List.of(4), index, random));
    if (index % 8 != 3) {
      modalities.add(modality(1, List.of(2, 2), index, random));
    }
    return new JoinedClip(
        "clip-%03d".formatted(index),
        readyTime - 10,
        readyTime,
        TestingRecords.STREAM,
        modalities.size() == 2 ? ClipOutcome.COMPLETE : ClipOutcome.PARTIAL,
        modalities);
  }

  /** A clip whose values are as large as floats are: its loss cannot be finite. */
  static JoinedClip poisoned(int index, long readyTime) {
    JoinedClip clip = clip(index, readyTime);
    float most = Float.MAX_VALUE;
    byte[] bytes = TestingRecords.floats(most, -most, most, -most).array();
    List<ModalityData> modalities =
        clip.modalities().stream()
            .map(
                m ->
                    new ModalityData(
                        m.modality(),
                        ElementType.FLOAT32,
                        1,
                        0,
                        m.shape(),
                        bytes,
                        0,
                        bytes.length,
                        m.origins()))
            .toList();
    return new JoinedClip(
        clip.clipId(), clip.clipTime(), readyTime, clip.stream(), clip.outcome(), modalities);
  }

  /** The payload of a version. */
  byte[] payload(int version) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    models.stream()
        .filter(r -> new String(r.key(), UTF_8).startsWith("tiny@1.%d#".formatted(version)))
        .filter(r -> r.value() != null)
        .forEach(r -> payload.writeBytes(r.value()));
    return payload.toByteArray();
  }

  static List<WeightTensor> tensors(byte[] payload) {
    return Safetensors.decode(payload).stream()
        .map(
            t ->
                new WeightTensor(
                    t.name(), t.shape().stream().mapToInt(Integer::intValue).toArray(), t.data()))
        .toList();
  }

  private static ModalityData modality(int m, List<Integer> shape, int index, Random random) {
    float[] values = new float[4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 2 == index % 2 ? 1 : 0) + random.nextFloat();
    }
    byte[] bytes = TestingRecords.floats(values).array();
    List<Origin> origins = List.of(new Origin("t", 0, index, index));
    return new ModalityData(m, ElementType.FLOAT32, 1, 0, shape, bytes, 0, bytes.length, origins);
  }

  @Override
  public void model(OutRecord record) {
    models.add(record);
  }

  @Override
  public void republished(ModelKey version) {
    republished.add(version.version());
  }

  @Override
  public void training(OutRecord record) {
    events.add(Wire.decode(record.value(), TrainingEvent.class));
  }

  @Override
  public void ended(TrainingOutcome outcome, String stream) {}

  @Override
  public void skipped(SkipReason reason, String stream) {}

  @Override
  public void refused(Refusal refusal) {
    refusals.add(refusal);
  }

  @Override
  public void stepped(StepReport report, SortedMap<String, HeadTally> heads, double millis) {}

  List<ModelManifest> manifests() {
    return models.stream()
        .filter(record -> record.value() != null)
        .filter(record -> ModelKey.ofManifestKey(new String(record.key(), UTF_8)).isPresent())
        .map(record -> Wire.decode(record.value(), ModelManifest.class))
        .toList();
  }

  List<String> digests() {
    return manifests().stream().map(ModelManifest::getSha256).toList();
  }

  /** Of the last event. */
  Map<String, Double> totals() {
    TreeMap<String, Double> totals = new TreeMap<>();
    events
        .get(events.size() - 1)
        .getTotals()
        .forEach(total -> totals.put(total.getName(), total.getValue()));
    return totals;
  }
}
