package dev.tandem.benchmarks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A training step beside what PyTorch computed for the same weights and data; docs/parity.md says
 * how the file is written anew.
 */
class ParityGoldenTest {

  private static JsonObject golden;

  @BeforeAll
  static void read() throws IOException {
    golden = Golden.read();
  }

  /** All but the large ones, of which one is enough: fusions meet no more of them than tokens. */
  static Stream<String> cases() {
    return ParityCase.all().stream()
        .map(ParityCase::name)
        .filter(name -> !name.startsWith("resnet18") || name.endsWith("transformer"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shouldComputeWhatPyTorchDoes(String name) {
    JsonObject expected = golden.getAsJsonObject("cases").getAsJsonObject(name);

    assertThat(Golden.differences(step(name), expected)).isEmpty();
  }

  @Test
  void shouldHaveGoldenNumbersOfEveryCase() {
    assertThat(golden.getAsJsonObject("cases").keySet())
        .containsExactlyElementsOf(ParityCase.all().stream().map(ParityCase::name).toList());
  }

  /** PyTorch's numbers where a mistake was made on purpose must not be ours. */
  @ParameterizedTest
  @ValueSource(strings = {"momentum", "padding", "direction", "order"})
  void shouldTellAMistake(String mistake) {
    JsonObject wrong = golden.getAsJsonObject("wrong").getAsJsonObject(mistake);
    String name = wrong.get("case").getAsString();

    assertThat(Golden.differences(step(name), wrong.getAsJsonObject("numbers")))
        .as("what tells %s from a wrong %s", name, mistake)
        .anyMatch(
            difference ->
                difference.startsWith(mistake.equals("momentum") ? "statistic." : "logits.fused")
                    || difference.startsWith("there are"));
  }

  private static Map<String, float[]> step(String name) {
    return new LearnerSide(new CountedData(golden.get("seed").getAsLong()))
        .step(ParityCase.named(name).architecture());
  }
}
