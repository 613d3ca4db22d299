package dev.tandem.trainer.job;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.stream.door.Origin;
import dev.tandem.stream.door.SourceItem.RawRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.TopicPartition;

/** A log of two vector modalities and their labels, as a pure function of what was added to it. */
final class RecordedLog {
  static final int WIDTH = 6;
  static final List<String> CLASSES = List.of("no", "yes", "maybe");
  static final List<String> MODALITIES = List.of("audio", "video");
  static final Topics TOPICS = Topics.standard();

  private static final String STREAM = "cam";
  private static final long HOP = 1_000;

  private final int partitions;
  private final TreeMap<String, List<List<RawRecord>>> records = new TreeMap<>();

  /** An empty log whose topics have so many partitions. */
  RecordedLog(int partitions) {
    this.partitions = partitions;
  }

  /** {@code clips} clips, each with both modalities and a label, between start and end marks. */
  static RecordedLog of(Instant start, long seed, int clips) {
    return of(start, seed, clips, 1);
  }

  /** The same records in {@code partitions}. */
  static RecordedLog of(Instant start, long seed, int clips, int partitions) {
    RecordedLog log = new RecordedLog(partitions);
    long begin = start.toEpochMilli();
    log.mark(STREAM, MarkKind.START, begin);
    Random random = new Random(seed);
    for (int i = 0; i < clips; i++) {
      long time = begin + i * HOP;
      String id = clipId(STREAM, i);
      int label = random.nextInt(CLASSES.size());
      for (String modality : MODALITIES) {
        Features features = features(STREAM, id, modality, time, vector(random, modality, label));
        log.add(TOPICS.features(modality), id, Wire.encode(features), time + HOP);
      }
      log.add(TOPICS.labels(), id, Wire.encode(label(STREAM, id, time, label)), time + HOP);
    }
    log.mark(STREAM, MarkKind.END, begin + clips * HOP + HOP);
    return log;
  }

  /** What can be heard of the class is clearer than what can be seen. */
  static float[] vector(Random random, String modality, int label) {
    double signal = modality.equals("audio") ? 0.9 : 0.4;
    float[] values = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      values[i] = (float) (random.nextGaussian() + (i % CLASSES.size() == label ? 3 * signal : 0));
    }
    return values;
  }

  static String clipId(String stream, int index) {
    return "%s-%08d".formatted(stream, index);
  }

  static Features features(
      String stream, String clipId, String modality, long clipTime, float[] values) {
    ByteBuffer payload = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    payload.asFloatBuffer().put(values);
    return Features.newBuilder()
        .setClipId(clipId)
        .setClipTime(Instant.ofEpochMilli(clipTime))
        .setStream(stream)
        .setModality(modality)
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.FLOAT32)
        .setShape(List.of(values.length))
        .setPayload(payload)
        .build();
  }

  static Label label(String stream, String clipId, long clipTime, int label) {
    return new Label(
        clipId,
        Instant.ofEpochMilli(clipTime),
        stream,
        "",
        CLASSES.get(label),
        List.of(),
        LabelKind.LABEL);
  }

  /** The same with values in place of classes: a class's place, and whether it is in the middle. */
  RecordedLog withTargets() {
    RecordedLog log = new RecordedLog(partitions);
    log.records.putAll(records);
    log.records.put(
        TOPICS.labels(),
        records.get(TOPICS.labels()).stream()
            .map(partition -> partition.stream().map(RecordedLog::withTargets).toList())
            .toList());
    return log;
  }

  /**
   * The same with {@code gateway} for all streams: its marks say at every tenth record what can
   * still come, and stand for all others.
   */
  RecordedLog withGateway(String gateway) {
    RecordedLog log = new RecordedLog(partitions);
    records.forEach(
        (topic, partitionsOfTopic) -> {
          for (int partition = 0; partition < partitions; partition++) {
            log.addWithGateway(gateway, topic, partition, partitionsOfTopic.get(partition));
          }
        });
    return log;
  }

  private void addWithGateway(
      String gateway, String topic, int partition, List<RawRecord> partitionsRecords) {
    long[] following = followingTimes(partitionsRecords);
    mark(gateway, topic, partition, MarkKind.START, following[0]);
    long latest = following[0];
    for (int i = 0; i < partitionsRecords.size(); i++) {
      RawRecord raw = partitionsRecords.get(i);
      if (!isMark(raw)) {
        String key = new String(raw.key(), StandardCharsets.UTF_8);
        byte[] value = withGateway(gateway, raw.value());
        add(topic, partition, key, value, raw.origin().timestamp());
      }
      latest = Math.max(latest, raw.origin().timestamp());
      if (i % 10 == 9) {
        mark(gateway, topic, partition, MarkKind.HEARTBEAT, Math.min(latest, following[i + 1]));
      }
    }
    mark(gateway, topic, partition, MarkKind.END, latest);
  }

  /** The earliest time from each record on; what cannot be read counts for nothing. */
  private static long[] followingTimes(List<RawRecord> partition) {
    long[] following = new long[partition.size() + 1];
    following[partition.size()] = Long.MAX_VALUE;
    for (int i = partition.size() - 1; i >= 0; i--) {
      long time = partition.get(i).origin().timestamp();
      following[i] = Math.min(following[i + 1], time);
    }
    return following;
  }

  private void mark(String stream, String topic, int partition, MarkKind kind, long time) {
    StreamMark mark = new StreamMark(stream, kind, Instant.ofEpochMilli(time));
    add(topic, partition, stream, Wire.encode(mark), time);
  }

  private static boolean isMark(RawRecord raw) {
    try {
      return Wire.decode(raw.value()) instanceof StreamMark;
    } catch (WireException e) {
      return false;
    }
  }

  private static byte[] withGateway(String gateway, byte[] value) {
    try {
      SpecificRecordBase record = Wire.decode(value);
      if (record instanceof Features features) {
        return Wire.encode(Features.newBuilder(features).setGateway(gateway).build());
      }
      if (record instanceof Label label) {
        return Wire.encode(Label.newBuilder(label).setGateway(gateway).build());
      }
      return value;
    } catch (WireException e) {
      return value; // junk stays what it is
    }
  }

  private static RawRecord withTargets(RawRecord raw) {
    if (!(Wire.decode(raw.value()) instanceof Label label)) {
      return raw;
    }
    int place = CLASSES.indexOf(label.getClassName());
    Label values =
        Label.newBuilder(label)
            .setClassName("")
            .setTargets(List.of(place - 1.0, place == 1 ? 1.0 : 0.0))
            .build();
    return new RawRecord(raw.origin(), raw.key(), Wire.encode(values));
  }

  /** In every partition of every topic. */
  void mark(String stream, MarkKind kind, long time) {
    SpecificRecordBase mark = new StreamMark(stream, kind, Instant.ofEpochMilli(time));
    List<String> topics = new ArrayList<>(MODALITIES.stream().map(TOPICS::features).toList());
    topics.add(TOPICS.labels());
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        add(topic, partition, stream, Wire.encode(mark), time);
      }
    }
  }

  /** Any bytes, at the end of the key's partition so far. */
  void add(String topic, String key, byte[] value, long time) {
    add(topic, Math.floorMod(key.hashCode(), partitions), key, value, time);
  }

  private void add(String topic, int partition, String key, byte[] value, long time) {
    List<RawRecord> log = records.computeIfAbsent(topic, t -> empty()).get(partition);
    Origin origin = new Origin(topic, partition, log.size(), time);
    log.add(new RawRecord(origin, key.getBytes(StandardCharsets.UTF_8), value));
  }

  private List<List<RawRecord>> empty() {
    List<List<RawRecord>> topic = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      topic.add(new ArrayList<>());
    }
    return topic;
  }

  int partitions() {
    return partitions;
  }

  List<RawRecord> records(TopicPartition partition) {
    return records.get(partition.topic()).get(partition.partition());
  }

  /** Of all topics. */
  int size() {
    return records.values().stream().flatMap(List::stream).mapToInt(List::size).sum();
  }

  /** Exchanges what two records of a topic's only partition say; each place keeps its time. */
  void swap(String topic, int first, int second) {
    List<RawRecord> log = records(new TopicPartition(topic, 0));
    RawRecord a = log.get(first);
    RawRecord b = log.get(second);
    log.set(first, new RawRecord(a.origin(), b.key(), b.value()));
    log.set(second, new RawRecord(b.origin(), a.key(), a.value()));
  }
}
