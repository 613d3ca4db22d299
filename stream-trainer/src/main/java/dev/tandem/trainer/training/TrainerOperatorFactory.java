package dev.tandem.trainer.training;

import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.control.ControlLog;
import dev.tandem.trainer.labels.TrainerInput;
import dev.tandem.trainer.publication.LedgerSource;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
  private final LedgerSource ledger;
  private final Clock clock;
  private final ControlLog control;

  /**
   * @param config the user's settings; parsed again where the operator runs
   * @param ledger where what the model has on its topic is looked up at each start
   * @param clock for the wall-clock times in events and manifests
   * @param control where operators' words lie that were said before the start
   */
  public TrainerOperatorFactory(
      SortedMap<String, String> config,
      LedgerSource ledger,
      Clock clock,
      Optional<ControlLog> control) {
    this.ledger = ledger;
    this.config = new TreeMap<>(config);
    this.clock = clock;
    this.control = control.orElse(List::of);
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's own signature
  public <T extends StreamOperator<OutRecord>> T createStreamOperator(
      StreamOperatorParameters<OutRecord> parameters) {
    return (T) new TrainerOperator(parameters, config, ledger, clock, control);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return TrainerOperator.class;
  }
}
