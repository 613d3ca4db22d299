package dev.tandem.trainer.training;

import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.publication.OutRecord;
import java.time.Clock;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.OutputTag;

/** Makes the operator that trains, with the mailbox of its task. */
public final class TrainerOperatorFactory extends AbstractStreamOperatorFactory<OutRecord>
    implements OneInputStreamOperatorFactory<TrainerInput, OutRecord> {
  /** Training events; the main output is model versions. */
  public static final OutputTag<OutRecord> TRAINING = TrainerOperator.TRAINING;

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, String> config;
  private final Clock clock;

  /**
   * @param config the user's settings; parsed again where the operator runs
   * @param clock for the wall-clock times in events and manifests
   */
  public TrainerOperatorFactory(SortedMap<String, String> config, Clock clock) {
    this.config = new TreeMap<>(config);
    this.clock = clock;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's own signature
  public <T extends StreamOperator<OutRecord>> T createStreamOperator(
      StreamOperatorParameters<OutRecord> parameters) {
    return (T) new TrainerOperator(parameters, config, clock);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return TrainerOperator.class;
  }
}
