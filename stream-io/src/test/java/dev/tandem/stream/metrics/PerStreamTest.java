package dev.tandem.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PerStreamTest {
  private final List<String> made = new ArrayList<>();
  private final PerStream<Object> things =
      new PerStream<>(
          stream -> {
            made.add(stream);
            return new Object();
          });

  @Test
  void shouldMakeOneThingPerStream() {
    Object cam = things.of("cam");

    assertThat(things.of("mic")).isNotSameAs(cam);
    assertThat(things.of("cam")).isSameAs(cam);
    assertThat(made).containsExactly("cam", "mic");
  }

  @Test
  void shouldLetTheRestShareOne() {
    for (int i = 0; i < PerStream.LIMIT; i++) {
      things.of("stream-" + i);
    }

    assertThat(things.of("one more")).isSameAs(things.of("another"));
    assertThat(things.of("stream-0")).isNotSameAs(things.of("another"));
    assertThat(made).hasSize(PerStream.LIMIT + 1).endsWith(PerStream.OTHER);
  }
}
