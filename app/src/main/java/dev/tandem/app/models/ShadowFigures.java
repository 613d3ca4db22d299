package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
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
      String bootstrapServers, String topic, ModelKey first, ModelKey second) {
    ShadowFigures figures = new ShadowFigures(first, second);
    new TopicReader(bootstrapServers).read(topic, figures::offer);
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

  /** As lines of text, one for each way round in which the two were compared. */
  public List<String> lines() {
    return waysRound.stream().map(ShadowSum::line).flatMap(Optional::stream).toList();
  }
}
