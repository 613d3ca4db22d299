package dev.tandem.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each job of {@code tandem bench growth}, with few clips: all that it waits for comes out. */
@Tag("long")
class JobRowsIT {
  private static final long CLIPS = 4_000;

  @TempDir Path directory;

  @Test
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void shouldCountAllThatItWaitsFor() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      for (JobRow row : new JobRows(kafka.connection(), flink, CLIPS, say -> {}).all()) {
        JobContender smallest = row.contender().apply(row.sizes().get(0));

        assertThat(smallest.run(0).cpuMicrosPerRecord()).as(row.unit()).isPositive();
        assertThat(smallest.stateBytes()).as(row.unit()).isPositive();
      }
    }
  }
}
