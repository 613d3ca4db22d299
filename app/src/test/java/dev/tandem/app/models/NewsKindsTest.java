package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.records.ControlAction;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NewsKindsTest {
  @Test
  void shouldTakeAllWhereNoneIsNamed() {
    assertThat(NewsKinds.named(List.of())).accepts(news("version", ""), news("drift", ""));
  }

  @Test
  void shouldTakeWhatIsNamed() {
    assertThat(NewsKinds.named(List.of("pin", "halted")))
        .accepts(news("pin", ""), news("halted", ""))
        .rejects(news("unpin", ""), news("version", "accuracy fell"));
  }

  @Test
  void shouldTakeHeldVersionsAlone() {
    assertThat(NewsKinds.named(List.of("held")))
        .accepts(news("version", "accuracy fell"))
        .rejects(news("version", ""), news("retired", ""));
  }

  @Test
  void shouldSayWhichThereAre() {
    assertThatThrownBy(() -> NewsKinds.named(List.of("pin", "relese")))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith(
            "--only has relese; did you mean release? Known are version, held,");
  }

  @Test
  void shouldKnowEveryWordOfAnOperator() {
    assertThat(NewsKinds.ALL)
        .containsAll(
            Arrays.stream(ControlAction.values())
                .map(action -> action.toString().toLowerCase(Locale.ROOT))
                .toList());
  }

  private static ModelNews news(String event, String held) {
    return new ModelNews(
        Instant.EPOCH,
        "",
        JsonNodeFactory.instance.objectNode().put("event", event).put("held", held));
  }
}
