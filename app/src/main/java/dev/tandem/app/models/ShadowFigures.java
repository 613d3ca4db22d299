package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ShadowComparison;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came of scoring with one version beside another, summed over all batches on the topic. */
public final class ShadowFigures {
  private final List<ShadowComparison> comparisons = new ArrayList<>();

  private ShadowFigures() {}

  public static ShadowFigures read(String bootstrapServers, String topic) {
    ShadowFigures figures = new ShadowFigures();
    new TopicReader(bootstrapServers).read(topic, figures::offer);
    return figures;
  }

  private void offer(ConsumerRecord<String, byte[]> record) {
    try {
      comparisons.add(Wire.decode(record.value(), ShadowComparison.class));
    } catch (WireException foreign) {
      // no comparison of ours
    }
  }

  /** As lines of text, one for each way round in which the two were compared. */
  public List<String> lines(ModelKey first, ModelKey second) {
    List<String> lines = new ArrayList<>();
    lines.addAll(line(first, second));
    lines.addAll(line(second, first));
    return lines;
  }

  private List<String> line(ModelKey answered, ModelKey shadow) {
    List<ShadowComparison> both =
        comparisons.stream().filter(one -> isOf(one, answered, shadow)).toList();
    long clips = both.stream().mapToLong(ShadowComparison::getClips).sum();
    if (clips == 0) {
      return List.of();
    }
    long agreeing = both.stream().mapToLong(ShadowComparison::getAgreeing).sum();
    long unanswered = both.stream().mapToLong(ShadowComparison::getUnanswered).sum();
    double difference = both.stream().mapToDouble(ShadowComparison::getDifference).sum();
    double largest =
        both.stream().mapToDouble(ShadowComparison::getLargestDifference).max().orElse(0);
    return List.of(
        "%s in the shadow of %s: %,d clips, %.2f%% with the same class, probabilities differ by %.4f, at most %.4f; %,d not answered"
            .formatted(
                shadow,
                answered,
                clips,
                100.0 * agreeing / clips,
                difference / clips,
                largest,
                unanswered));
  }

  private static boolean isOf(ShadowComparison one, ModelKey answered, ModelKey shadow) {
    return new ModelKey(one.getModel(), one.getGeneration(), one.getVersion()).equals(answered)
        && new ModelKey(one.getShadowModel(), one.getShadowGeneration(), one.getShadowVersion())
            .equals(shadow);
  }
}
