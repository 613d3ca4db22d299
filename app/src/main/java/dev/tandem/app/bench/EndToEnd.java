package dev.tandem.app.bench;

import dev.tandem.app.settings.Settings;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.job.KafkaEnds;
import dev.tandem.trainer.job.TrainJob;
import dev.tandem.trainer.publication.LedgerSource;
import java.time.Clock;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The train job as it is deployed; its training events are counted instead of written. */
record EndToEnd(RecordedClips log) implements JobContender.Build {
  @Override
  public void into(StreamExecutionEnvironment environment, String run) {
    KafkaEnds ends = AssembleOnly.ends(log, run);
    int modalities = log.modalities().size();
    TrainJob.Sinks sinks =
        new TrainJob.Sinks(
            ends.models(DeliveryGuarantee.EXACTLY_ONCE),
            LedgerSource.NONE,
            new MeterSink<>(run, event -> modalities * clips(event)),
            ends.exactlyOnce("dead-letters"));
    Settings ownModel = log.settings().withDefaults(Map.of("trainer.model", run));
    new TrainJob(ownModel.trainer(), ends, sinks, Clock.systemUTC()).build(environment);
  }

  private static long clips(OutRecord event) {
    return Wire.decode(event.value(), TrainingEvent.class).getClipIds().size();
  }
}
