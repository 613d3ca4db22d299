package dev.tandem.ingest.feed.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.ingest.clip.Feed.Skipped;
import dev.tandem.ingest.feed.features.Faults.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private final Faults faults = new Faults();

  @Test
  void shouldKeepTheOrderInWhichRowsWereFoundAndSummariesBehindThem() {
    for (int i = 0; i < Faults.TOLD; i++) {
      faults.add("audio.csv", Kind.NOT_FINITE, "line " + i, "nan");
    }
    faults.add("eeg.csv", Kind.WIDTH, "line 1", "short");
    List<Skipped> before = faults.skipped();
    faults.add("audio.csv", Kind.WIDTH, "line 7", "long");
    faults.add("audio.csv", Kind.NOT_FINITE, "line 8", "nan");
    faults.add("audio.csv", Kind.NOT_FINITE, "line 9", "nan");

    assertThat(faults.skipped()).startsWith(before.toArray(Skipped[]::new));
    assertThat(faults.skipped().subList(before.size(), before.size() + 2))
        .containsExactly(
            new Skipped("audio.csv, line 7", "long"),
            new Skipped("audio.csv", "2 more rows have numbers that are not finite"));
    assertThat(faults.summaries()).hasSize(1);
    assertThat(faults.count("audio.csv")).isEqualTo(Faults.TOLD + 3);
    assertThat(faults.reasons("eeg.csv")).containsExactly("eeg.csv, line 1: short");
    assertThat(faults.reasons("audio.csv"))
        .hasSize(Faults.TOLD + 2)
        .endsWith("audio.csv: 2 more rows have numbers that are not finite");
  }
}
