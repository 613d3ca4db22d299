package dev.tandem.trainer.job;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipOutcome;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.assembly.ModalityData;
import dev.tandem.trainer.settings.JoinSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * The job that joins clips for inference. Deployed apart from training, so that a slow step never
 * delays an answer. It reads what the train job reads and judges alike; dead letters are the train
 * job's to write.
 */
public final class AssembleJob {
  /** Of the job. */
  public static final String NAME = "tandem assemble";

  private final JoinSettings settings;
  private final JobSources sources;
  private final Sink<OutRecord> clips;

  /** {@code clips} is exactly-once. */
  public AssembleJob(Config config, JobSources sources, Sink<OutRecord> clips) {
    this.settings = JoinSettings.of(config);
    this.sources = sources;
    this.clips = clips;
  }

  public void build(StreamExecutionEnvironment env) {
    new ClipJoin(env, settings, sources)
        .clips()
        .flatMap(new ToRecord(settings.topics().clips(), settings.contracts()))
        .returns(OutRecord.TYPE)
        .name("clip records")
        .uid("clip-records")
        .sinkTo(clips)
        .name("clips")
        .uid("clips");
  }

  /** The clips topic's record of a joined clip; its time is the ready time. */
  private record ToRecord(String topic, List<ModalityContract> contracts)
      implements FlatMapFunction<ClipEvent, OutRecord> {

    @Override
    public void flatMap(ClipEvent event, Collector<OutRecord> out) {
      if (event instanceof JoinedClip clip) {
        byte[] key = clip.clipId().getBytes(StandardCharsets.UTF_8);
        out.collect(OutRecord.of(topic, key, Wire.encode(record(clip)), clip.readyTime()));
      }
    }

    private Clip record(JoinedClip clip) {
      List<ClipPart> parts = new ArrayList<>(clip.modalities().size());
      for (ModalityData data : clip.modalities()) {
        parts.add(part(data));
      }
      return new Clip(
          clip.clipId(),
          Instant.ofEpochMilli(clip.clipTime()),
          Instant.ofEpochMilli(clip.readyTime()),
          clip.stream(),
          clip.outcome() == ClipOutcome.COMPLETE,
          parts);
    }

    private ClipPart part(ModalityData data) {
      ModalityContract contract = contracts.get(data.modality());
      return new ClipPart(
          contract.name(),
          new Extractor(contract.extractor(), contract.extractorVersion()),
          data.elementType(),
          data.scale(),
          data.offset(),
          data.shape(),
          data.payload());
    }
  }
}
