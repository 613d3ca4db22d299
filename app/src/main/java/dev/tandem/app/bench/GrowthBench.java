package dev.tandem.app.bench;

import dev.tandem.cluster.BrokerSettings;
import dev.tandem.cluster.EmbeddedFlink;
import dev.tandem.cluster.EmbeddedKafka;
import dev.tandem.cluster.FlinkSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a record, a version, a clip or an answer costs as streams, partitions, segments, open clips,
 * waiting labels, retained versions, kept clips and classes grow: it should not grow with them.
 */
public final class GrowthBench {
  private final long rounds;
  private final long clips;
  private final Consumer<String> say;

  /**
   * @param rounds that count; one more comes before them
   * @param clips that a job joins in each
   */
  public GrowthBench(long rounds, long clips, Consumer<String> say) {
    this.rounds = rounds;
    this.clips = clips;
    this.say = say;
  }

  /** Runs all of it, with Kafka's and Flink's files in {@code directory}. */
  public List<Growth> run(Path directory) {
    List<Growth> grown = new ArrayList<>(jobs(directory));
    for (ThreadRow row : ThreadRow.ALL) {
      Growth growth = row.measure(rounds);
      say.accept("measured: " + growth.what());
      grown.add(growth);
    }
    return grown;
  }

  private List<Growth> jobs(Path directory) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(BrokerSettings.in(directory.resolve("kafka")));
        EmbeddedFlink flink =
            EmbeddedFlink.start(FlinkSettings.in(directory.resolve("flink"), 1))) {
      JobRows rows = new JobRows(kafka.connection(), flink, clips, say);
      return rows.all().stream().map(row -> row.measure(rounds, say)).toList();
    }
  }
}
