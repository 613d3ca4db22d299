package dev.tandem.learner.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.TestingClips;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.EncoderSpec;
import dev.tandem.learner.spec.ModalitySpec;
import dev.tandem.learner.spec.ParameterGroup;
import dev.tandem.learner.spec.TensorShape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @Test
  void shouldSayOfEveryParameterWhatItBelongsTo() {
    ParameterLayout layout = new Network(TestingClips.pair()).layout();

    assertThat(layout.parameters())
        .allSatisfy(
            parameter ->
                assertThat(parameter.group())
                    .as(parameter.name())
                    .isEqualTo(expected(parameter.name())));
    assertThat(names(layout, ParameterGroup.fusionSlice("sight")))
        .containsExactly("fusion.sight.weight");
    assertThat(names(layout, ParameterGroup.shared())).containsExactly("fusion.bias");
    assertThat(names(layout, ParameterGroup.head("sound")))
        .containsExactly("heads.sound.weight", "heads.sound.bias");
  }

  @Test
  void shouldNameHeadsThatExistThroughAParameter() {
    assertThat(ParameterGroup.encoder("a").head()).isEmpty();
    assertThat(ParameterGroup.head("a").head()).contains("a");
    assertThat(ParameterGroup.fusionSlice("a").head()).contains("fused");
    assertThat(ParameterGroup.shared().head()).contains("fused");
  }

  @Test
  void shouldStartEveryParameterOnACacheLine() {
    ParameterLayout layout = new Network(TestingClips.triple()).layout();
    int end = 0;
    for (Parameter parameter : layout.parameters()) {
      assertThat(parameter.offset() % 16).isZero();
      assertThat(parameter.offset()).isGreaterThanOrEqualTo(end);
      end = parameter.offset() + parameter.size();
    }
    assertThat(layout.floats()).isGreaterThanOrEqualTo(end);
  }

  @Test
  void shouldTakeSizesBeforeHeightAndWidthAsChannels() {
    ParameterLayout layout = new Network(TestingClips.pair()).layout();

    assertThat(shape(layout, "encoders.sight.2.weight")).isEqualTo(TensorShape.of(3, 1, 3, 3));
    assertThat(shape(layout, "encoders.sight.9.weight")).isEqualTo(TensorShape.of(6, 4 * 2 * 3));
    assertThat(shape(layout, "encoders.sound.1.weight")).isEqualTo(TensorShape.of(8, 6));
  }

  @Test
  void shouldRefuseMapsThatFewWeightsMakeHuge() {
    EncoderSpec small = EncoderSpec.mlp();
    Architecture architecture =
        new Architecture(
            List.of(
                new ModalitySpec("sight", List.of(4096, 4096), EncoderSpec.cnn(5)),
                new ModalitySpec("sound", List.of(2), small)),
            "late-linear",
            2);

    assertThatThrownBy(() -> new Network(architecture))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "modality sight: a convolution gives (5, 2048, 2048), more than 16777216 values of one example. Use fewer channels or smaller inputs.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"film", "gated", "late-linear", "late-mlp", "transformer"})
  void shouldGiveEveryParameterANameOfItsOwnOrRefuseTheModality(String fusion) {
    List<String> refused = new ArrayList<>();
    for (String name : List.of("bias", "film", "hidden", "layers", "norm", "output", "weight")) {
      ModalitySpec other = new ModalitySpec("sound", List.of(2), EncoderSpec.mlp());
      ModalitySpec named = new ModalitySpec(name, List.of(2), EncoderSpec.mlp());
      try {
        Architecture architecture = new Architecture(List.of(other, named), fusion, 2);
        assertThat(new Network(architecture).layout().parameters())
            .extracting(Parameter::name)
            .doesNotHaveDuplicates();
      } catch (IllegalArgumentException e) {
        assertThat(e)
            .hasMessage(
                "architecture.modalities has '%s', which is also a layer of fusion %s. Rename the modality.",
                name, fusion);
        refused.add(name);
      }
    }
    assertThat(refused).hasSizeLessThan(3);
  }

  private static TensorShape shape(ParameterLayout layout, String name) {
    return layout.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  private static List<String> names(ParameterLayout layout, ParameterGroup group) {
    return layout.parameters().stream()
        .filter(parameter -> parameter.group().equals(group))
        .map(Parameter::name)
        .toList();
  }

  private static ParameterGroup expected(String name) {
    List<String> parts = List.of(name.split("\\."));
    return switch (parts.get(0)) {
      case "encoders" -> ParameterGroup.encoder(parts.get(1));
      case "heads" -> ParameterGroup.head(parts.get(1));
      default ->
          parts.get(1).equals("bias")
              ? ParameterGroup.shared()
              : ParameterGroup.fusionSlice(parts.get(1));
    };
  }
}
