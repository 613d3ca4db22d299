package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ShadowComparison;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What came of scoring with one of two versions beside the other, summed while the topic is read:
 * it may hold any number of comparisons.
 */
public final class ShadowFigures {
  private final List<ShadowSum> waysRound;

  ShadowFigures(ModelKey first, ModelKey second) {
    this.waysRound = List.of(new ShadowSum(first, second), new ShadowSum(second, first));
  }

  /** Of all batches on the topic. */
  public static ShadowFigures read(
      KafkaConnection kafka, String topic, ModelKey first, ModelKey second) {
    ShadowFigures figures = new ShadowFigures(first, second);
    new TopicReader(kafka).read(topic, figures::offer);
    return figures;
  }

  void offer(ConsumerRecord<String, byte[]> record) {
    try {
      ShadowComparison batch = Wire.decode(record.value(), ShadowComparison.class);
      waysRound.forEach(sum -> sum.add(batch));
    } catch (WireException | IllegalArgumentException foreign) {
      // no comparison of ours
    }
  }

  /** Of each way round in which the two were compared. */
  List<VersionComparison.Shadow> sums() {
    return waysRound.stream().map(ShadowSum::sum).flatMap(Optional::stream).toList();
  }

  /** The same as lines of text. */
  public List<String> lines() {
    return sums().stream().map(ShadowFigures::line).toList();
  }

  private static String line(VersionComparison.Shadow sum) {
    return "%s in the shadow of %s: %,d clips, %.2f%% with the same class, probabilities differ by %.4f, at most %.4f; %,d not answered"
        .formatted(
            sum.shadow(),
            sum.answered(),
            sum.clips(),
            100.0 * sum.agreeing() / sum.clips(),
            sum.meanDifference(),
            sum.largestDifference(),
            sum.unanswered());
  }
}
