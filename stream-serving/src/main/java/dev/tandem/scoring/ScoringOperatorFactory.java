package dev.tandem.scoring;

import dev.tandem.schemas.Topics;
import dev.tandem.serving.inference.InferenceSettings;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.sink.OutRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Makes the operator that scores, with the mailbox of its task. */
final class ScoringOperatorFactory extends AbstractStreamOperatorFactory<OutRecord>
    implements OneInputStreamOperatorFactory<SourceItem, OutRecord> {
  private static final long serialVersionUID = 1L;

  private final String prefix;
  private final InferenceSettings settings;
  private final ModelSource models;

  /**
   * Of one job.
   *
   * @param prefix of the topics
   */
  ScoringOperatorFactory(String prefix, InferenceSettings settings, ModelSource models) {
    this.prefix = prefix;
    this.settings = settings;
    this.models = models;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's own signature
  public <T extends StreamOperator<OutRecord>> T createStreamOperator(
      StreamOperatorParameters<OutRecord> parameters) {
    return (T) new ScoringOperator(parameters, new Topics(prefix), settings, models);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return ScoringOperator.class;
  }
}
