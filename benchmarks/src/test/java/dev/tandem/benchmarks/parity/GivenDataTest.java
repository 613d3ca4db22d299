package dev.tandem.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.schemas.snapshot.NamedTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Batches that others have made. */
class GivenDataTest {
  private static final Architecture ARCHITECTURE =
      new Architecture(
          List.of(
              new ModalitySpec("audio", List.of(2), EncoderSpec.mlp(4)),
              new ModalitySpec("video", List.of(1), EncoderSpec.mlp(4))),
          "late-linear",
          3);

  private final Map<String, NamedTensor> inputs = new HashMap<>();

  GivenDataTest() {
    put("audio", List.of(2, 2), 1, 2, 3, 4);
    put("audio.rows", List.of(2), 2, 0);
    put("video", List.of(3, 1), 5, 6, 7);
    put("labels", List.of(3), 2, 0, 1);
  }

  @Test
  void shouldPutRowsWhereTheyAreSaidToBe() {
    List<LabelledExample> batch = batch();

    assertThat(batch).extracting(LabelledExample::label).containsExactly(2, 0, 1);
    assertThat(batch.get(0).example().inputs().get("audio")).containsExactly(3, 4);
    assertThat(batch.get(1).example().inputs()).containsOnlyKeys("video");
    assertThat(batch.get(2).example().inputs().get("audio")).containsExactly(1, 2);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    put("labels", List.of(3), 2, 0.5f, 1);
    refuses("tensor labels: element 1 is 0.5; must be a whole number in [0, 3). Correct it.");

    put("labels", List.of(3), 2, 0, 3);
    refuses("tensor labels: element 2 is 3.0; must be a whole number in [0, 3). Correct it.");

    put("labels", List.of(3), 2, 0, 1);
    put("audio.rows", List.of(2), 2, 2);
    refuses("tensor audio.rows: row 2 is there twice. Name each row once.");

    inputs.remove("audio.rows");
    refuses(
        "tensor audio: expected (3, 2) but got (2, 2). Give the rows that audio.rows names, or all.");
  }

  @Test
  void shouldAskWhichNetworkWeightsWithoutADescriptionAreOf() {
    ParityOptions options = ParityOptions.parse("r.json", "--weights", "w", "--inputs", "i");

    assertThatThrownBy(() -> options.onlyCase(Path.of("x", "w")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "w has no description beside it, w.json. Say by --case which network it is of.");
  }

  private void refuses(String message) {
    assertThatThrownBy(this::batch)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private List<LabelledExample> batch() {
    return new GivenData(Map.of(), inputs).batch(ARCHITECTURE, 0);
  }

  private void put(String name, List<Integer> shape, float... values) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    inputs.put(name, new NamedTensor(name, shape, data));
  }
}
