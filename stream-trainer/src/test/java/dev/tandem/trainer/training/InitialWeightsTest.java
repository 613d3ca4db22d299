package dev.tandem.trainer.training;

import static dev.tandem.trainer.training.TestingModel.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is trained, its version written as a file, and another begins with that. */
class InitialWeightsTest {
  private static final Map<String, String> PLAIN =
      Map.of("learner.averaging", "off", "learner.readout", "fused");

  @TempDir Path directory;

  private final TestingModel earlier = new TestingModel();
  private final TestingModel model = new TestingModel();
  private Path file;

  @BeforeEach
  void export() throws IOException {
    train(earlier, with(Map.of()), Optional.empty());
    file = directory.resolve("tiny.safetensors");
    Files.write(file, earlier.payload(1));
  }

  @Test
  void shouldBeginWithThem() {
    TrainerSettings unchanged = initial(Map.of("learner.learning-rate", "1e-30"));
    train(model, unchanged, Optional.empty());

    assertThat(tensors(model.payload(1))).isEqualTo(tensors(earlier.payload(1)));
  }

  @Test
  void shouldLearnFromThemAndSayWhereTheyComeFrom() {
    train(model, initial(Map.of()), Optional.empty());
    TestingModel fromSeed = new TestingModel();
    train(fromSeed, with(Map.of()), Optional.empty());

    assertThat(model.digests()).isNotEqualTo(fromSeed.digests());
    assertThat(origins()).containsOnly(earlier.manifests().get(0).getSha256());
  }

  @Test
  void shouldLeaveFrozenGroupsAsTheyWere() {
    train(model, initial(Map.of("learner.freeze", "encoder.audio, head.audio")), Optional.empty());

    Map<String, ByteBuffer> before = tensors(earlier.payload(1));
    Map<String, ByteBuffer> after = tensors(model.payload(1));
    assertThat(after).hasSameSizeAs(before);
    after.forEach(
        (name, values) -> {
          boolean frozen = name.contains("audio") && !name.contains("fusion");
          assertThat(values.equals(before.get(name))).as(name).isEqualTo(frozen);
        });
  }

  @Test
  void shouldNotReadThemAgainOnceThereIsState() throws IOException {
    TrainerState state;
    try (ModelTrainer trainer = model.trainer(initial(Map.of()), Optional.empty())) {
      state = trainer.snapshot();
    }
    Files.write(file, earlier.payload(2));
    train(model, initial(Map.of()), Optional.of(state));
    TestingModel goneThrough = new TestingModel();
    Files.write(file, earlier.payload(1));
    train(goneThrough, initial(Map.of()), Optional.empty());

    assertThat(model.digests()).isEqualTo(goneThrough.digests());
    assertThat(origins()).containsOnly(earlier.manifests().get(0).getSha256());
  }

  @Test
  void shouldRefuseTensorsThatDoNotFit() {
    TrainerSettings wider = initial(Map.of("learner.representation", "6"));

    assertThatThrownBy(() -> model.trainer(wider, Optional.empty()))
        .isInstanceOf(RefusedBeginningException.class)
        .hasMessageStartingWith("learner.init-from is " + file)
        .hasMessageContainingAll("tensor ", "expected (", "but got (");
  }

  @Test
  void shouldRefuseWhatIsNoSafetensorsFile() throws IOException {
    Files.writeString(file, "nonsense, and more of it");

    assertThatThrownBy(() -> model.trainer(initial(Map.of()), Optional.empty()))
        .isInstanceOf(RefusedBeginningException.class)
        .hasMessageStartingWith(
            "learner.init-from is %s, which cannot be read: header length".formatted(file));
  }

  @Test
  void shouldSayThatThereIsNoFile() {
    TrainerSettings nowhere =
        with(Map.of("learner.init-from", directory.resolve("none").toString()));

    assertThatThrownBy(() -> model.trainer(nowhere, Optional.empty()))
        .isInstanceOf(RefusedBeginningException.class)
        .hasMessageContaining("none");
  }

  private TrainerSettings initial(Map<String, String> more) {
    Map<String, String> changes = new HashMap<>(more);
    changes.put("learner.init-from", file.toString());
    return with(changes);
  }

  private static TrainerSettings with(Map<String, String> more) {
    Map<String, String> changes = new HashMap<>(PLAIN);
    changes.putAll(more);
    return settings(changes);
  }

  private static void train(
      TestingModel model, TrainerSettings settings, Optional<TrainerState> state) {
    try (ModelTrainer trainer = model.trainer(settings, state)) {
      new TestingFeed(40, 0).inputs().forEach(trainer::accept);
      while (trainer.work(TestingModel.END)) {
        // a step a call
      }
    }
  }

  private static Map<String, ByteBuffer> tensors(byte[] payload) {
    Map<String, ByteBuffer> tensors = new TreeMap<>();
    for (WeightTensor tensor : TestingModel.tensors(payload)) {
      tensors.put(tensor.name(), tensor.data());
    }
    return tensors;
  }

  private List<String> origins() {
    return model.manifests().stream()
        .map(ModelManifest::getProvenance)
        .map(
            texts ->
                texts.stream()
                    .filter(text -> text.getName().equals("learner.init-from.sha256"))
                    .map(NamedText::getValue)
                    .findFirst()
                    .orElse(""))
        .toList();
  }
}
