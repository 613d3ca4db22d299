package dev.tandem.trainer.job;

import dev.tandem.trainer.assembly.Assembly;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import dev.tandem.trainer.assembly.FeatureReader;
import dev.tandem.trainer.assembly.Part;
import dev.tandem.trainer.assembly.PartSerializer;
import dev.tandem.trainer.door.Door;
import dev.tandem.trainer.door.DoorSettings;
import dev.tandem.trainer.door.RecordReader;
import dev.tandem.trainer.door.SourceItem;
import dev.tandem.trainer.door.SourceItemSerializer;
import dev.tandem.trainer.door.Tally;
import dev.tandem.trainer.door.Timed;
import dev.tandem.trainer.publication.OutRecord;
import dev.tandem.trainer.wire.VersionedType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The front of both jobs: one door per topic, one assembly. Collects what is not used along the
 * way.
 */
final class ClipJoin {
  private final StreamExecutionEnvironment env;
  private final JoinSettings settings;
  private final JobSources sources;
  private final List<DataStream<Tally>> tallies = new ArrayList<>();
  private final List<DataStream<OutRecord>> deadLetters = new ArrayList<>();

  ClipJoin(StreamExecutionEnvironment env, JoinSettings settings, JobSources sources) {
    this.env = env;
    this.settings = settings;
    this.sources = sources;
  }

  SingleOutputStreamOperator<ClipEvent> clips() {
    DataStream<Part> parts = null;
    for (int m = 0; m < settings.contracts().size(); m++) {
      DataStream<Part> more = parts(m);
      parts = parts == null ? more : parts.union(more);
    }
    SingleOutputStreamOperator<ClipEvent> clips =
        parts
            .keyBy(Part::clipId)
            .transform(
                "assembly",
                ClipEventSerializer.TYPE,
                new Assembly(
                    settings.contracts(),
                    settings.window(),
                    settings.tombstone(),
                    settings.topics().deadLetters()))
            .uid("assembly");
    collectUnused(clips);
    return clips;
  }

  private DataStream<Part> parts(int modality) {
    String name = settings.contracts().get(modality).name();
    return door(
        settings.topics().features(name),
        name,
        new FeatureReader(modality, settings.contracts().get(modality)),
        settings.featureDoor(),
        Part.class,
        PartSerializer.TYPE);
  }

  <T extends Timed> SingleOutputStreamOperator<T> door(
      String topic,
      String name,
      RecordReader<T> reader,
      DoorSettings door,
      Class<T> type,
      VersionedType<T> typeInfo) {
    Source<SourceItem, ?, ?> source = sources.of(topic);
    int parallelism = Math.min(env.getParallelism(), sources.partitions(topic));
    SingleOutputStreamOperator<T> opened =
        env.fromSource(source, aligned(), name + " source", SourceItemSerializer.TYPE)
            .setParallelism(parallelism)
            .uid(name + "-source")
            .transform(name + " door", typeInfo, new Door<>(topic, type, reader, door))
            .setParallelism(parallelism)
            .uid(name + "-door");
    collectUnused(opened);
    return opened;
  }

  /** Watermarks of the sources hold the faster ones back; the doors decide the time. */
  private WatermarkStrategy<SourceItem> aligned() {
    return SourceAlignment.within(settings.maxDrift());
  }

  void collectUnused(SingleOutputStreamOperator<?> stream) {
    tallies.add(stream.getSideOutput(Door.TALLIES));
    deadLetters.add(stream.getSideOutput(Door.DEAD_LETTERS));
  }

  List<DataStream<Tally>> tallies() {
    return tallies;
  }

  DataStream<OutRecord> deadLetters() {
    return deadLetters.stream().reduce(DataStream::union).orElseThrow();
  }
}
