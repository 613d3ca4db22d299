package dev.tandem.trainer.job;

import dev.tandem.stream.door.Door;
import dev.tandem.stream.door.DoorSettings;
import dev.tandem.stream.door.RecordReader;
import dev.tandem.stream.door.SourceItem;
import dev.tandem.stream.door.SourceItemSerializer;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.door.Timed;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.wire.VersionedType;
import dev.tandem.trainer.assembly.Assembly;
import dev.tandem.trainer.assembly.ClipEvent;
import dev.tandem.trainer.assembly.ClipEventSerializer;
import dev.tandem.trainer.assembly.FeatureReader;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.assembly.Part;
import dev.tandem.trainer.assembly.PartSerializer;
import dev.tandem.trainer.settings.JoinSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The front of both jobs: one door for all features, one assembly. Collects what is not used along
 * the way.
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
    SingleOutputStreamOperator<ClipEvent> clips =
        byClip(parts())
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

  private SingleOutputStreamOperator<Part> parts() {
    Map<String, RecordReader<Part>> readers = new TreeMap<>();
    for (int m = 0; m < settings.contracts().size(); m++) {
      ModalityContract contract = settings.contracts().get(m);
      readers.put(settings.topics().features(contract.name()), new FeatureReader(m, contract));
    }
    return door("features", readers, settings.featureDoor(), Part.class, PartSerializer.TYPE);
  }

  /** Where there is one of each, assembly runs in the door's thread, and nothing is serialised. */
  private KeyedStream<Part, String> byClip(SingleOutputStreamOperator<Part> parts) {
    return env.getParallelism() == 1
        ? DataStreamUtils.reinterpretAsKeyedStream(parts, Part::clipId, Types.STRING)
        : parts.keyBy(Part::clipId);
  }

  <T extends Timed> SingleOutputStreamOperator<T> door(
      String name,
      Map<String, RecordReader<T>> readers,
      DoorSettings door,
      Class<T> type,
      VersionedType<T> typeInfo) {
    List<String> topics = readers.keySet().stream().sorted().toList();
    int parallelism = Math.min(env.getParallelism(), partitions(topics));
    SingleOutputStreamOperator<T> opened =
        env.fromSource(
                sources.of(name, topics), aligned(), name + " source", SourceItemSerializer.TYPE)
            .setParallelism(parallelism)
            .uid(name + "-source")
            .transform(name + " door", typeInfo, new Door<>(type, readers, door))
            .setParallelism(parallelism)
            .uid(name + "-door");
    collectUnused(opened);
    return opened;
  }

  /** More subtasks would have nothing to read, and no time to tell. */
  private int partitions(List<String> topics) {
    return topics.stream().mapToInt(sources::partitions).max().orElseThrow();
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
