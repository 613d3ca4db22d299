package dev.tandem.serving.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopClassesTest {

  @Test
  void shouldNameTheMostProbableFirst() {
    Prediction told = TopClasses.parse("2").of(full(4), names(4));

    assertThat(told.getHeads().get(0))
        .isEqualTo(
            new HeadPrediction(
                "fused", "class-3", List.of(0.4f, 0.3f), List.of(), List.of("class-3", "class-2")));
    assertThat(told.getClassName()).isEqualTo("class-3");
  }

  @Test
  void shouldNameTheEarlierOfEquallyProbableOnes() {
    List<Float> probabilities = Collections.nCopies(30, 0.1f);
    HeadPrediction equal =
        new HeadPrediction("fused", "class-0", probabilities, List.of(), List.of());
    Prediction full = Prediction.newBuilder(full(30)).setHeads(List.of(equal)).build();

    assertThat(TopClasses.parse("3").of(full, names(30)).getHeads().get(0).getClassNames())
        .containsExactly("class-0", "class-1", "class-2");
  }

  @Test
  void shouldTellAllOfFewClassesInTheirOrder() {
    assertThat(TopClasses.AUTO.of(full(20), names(20))).isEqualTo(full(20));
    assertThat(TopClasses.AUTO.of(full(21), names(21)).getHeads().get(0).getClassNames())
        .containsExactly("class-20", "class-19", "class-18", "class-17", "class-16");
    assertThat(TopClasses.parse("all").of(full(1000), names(1000))).isEqualTo(full(1000));
    assertThat(TopClasses.parse("4").of(full(4), names(4))).isEqualTo(full(4));
  }

  @Test
  void shouldKeepAnAnswerSmallHoweverManyClassesThereAre() {
    assertThat(Wire.encode(TopClasses.AUTO.of(full(1000), names(1000)))).hasSizeLessThan(200);
  }

  @Test
  void shouldLeaveValuesAlone() {
    Prediction values = Prediction.newBuilder(full(2)).setValues(List.of(1f, 2f)).build();

    assertThat(TopClasses.parse("1").of(values, names(2))).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "some", "1.5", "99999999999"})
  void shouldRefuseWhatIsNoNumberOfClasses(String text) {
    assertThatThrownBy(() -> TopClasses.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj("class-%d"::formatted).toList();
  }

  /** The last class is the most probable. */
  private static Prediction full(int classes) {
    List<Float> probabilities = IntStream.rangeClosed(1, classes).mapToObj(k -> k / 10f).toList();
    String last = "class-" + (classes - 1);
    return new Prediction(
        "c",
        Instant.EPOCH,
        "m",
        1,
        1,
        true,
        last,
        classes / 10f,
        List.of(new HeadPrediction("fused", last, probabilities, List.of(), List.of())),
        List.of());
  }
}
