package dev.tandem.trainer.job;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.trainer.door.Origin;
import dev.tandem.trainer.door.SourceItem.RawRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A log of two vector modalities and their labels, one partition a topic, as a pure function of its
 * arguments.
 */
final class RecordedLog {
  static final int WIDTH = 6;
  static final List<String> CLASSES = List.of("no", "yes", "maybe");

  private static final String STREAM = "cam";
  private static final long HOP = 1_000;

  private final Topics topics = Topics.standard();
  private final TreeMap<String, List<RawRecord>> items = new TreeMap<>();
  private final long start;

  RecordedLog(Instant start) {
    this.start = start.toEpochMilli();
  }

  /** {@code clips} clips, each with both modalities and a label, between start and end marks. */
  static RecordedLog of(Instant start, long seed, int clips) {
    RecordedLog log = new RecordedLog(start);
    log.mark(MarkKind.START, log.start);
    Random random = new Random(seed);
    for (int i = 0; i < clips; i++) {
      int label = random.nextInt(CLASSES.size());
      log.features("audio", i, vector(random, label, 0.9));
      log.features("video", i, vector(random, label, 0.4));
      log.label(i, label);
    }
    log.mark(MarkKind.END, log.start + clips * HOP + HOP);
    return log;
  }

  private static float[] vector(Random random, int label, double signal) {
    float[] values = new float[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      values[i] = (float) (random.nextGaussian() + (i % CLASSES.size() == label ? 3 * signal : 0));
    }
    return values;
  }

  List<RawRecord> topic(String topic) {
    return items.get(topic);
  }

  static String clipId(int index) {
    return "%s-%08d".formatted(STREAM, index);
  }

  void features(String modality, int index, float[] values) {
    add(
        topics.features(modality),
        clipId(index),
        features(modality, index, values, start + index * HOP),
        start + index * HOP + HOP);
  }

  private static Features features(String modality, int index, float[] values, long clipTime) {
    ByteBuffer payload = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    payload.asFloatBuffer().put(values);
    return Features.newBuilder()
        .setClipId(clipId(index))
        .setClipTime(Instant.ofEpochMilli(clipTime))
        .setStream(STREAM)
        .setModality(modality)
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.FLOAT32)
        .setShape(List.of(values.length))
        .setPayload(payload)
        .build();
  }

  void label(int index, int label) {
    long clipTime = start + index * HOP;
    Label record =
        new Label(
            clipId(index), Instant.ofEpochMilli(clipTime), STREAM, CLASSES.get(label), List.of());
    add(topics.labels(), clipId(index), record, clipTime + HOP);
  }

  private void mark(MarkKind kind, long time) {
    for (String topic :
        List.of(topics.features("audio"), topics.features("video"), topics.labels())) {
      add(topic, STREAM, new StreamMark(STREAM, kind, Instant.ofEpochMilli(time)), time);
    }
  }

  private void add(String topic, String key, SpecificRecordBase record, long time) {
    add(topic, key, Wire.encode(record), time);
  }

  /** Any bytes, at the end of the topic so far. */
  void add(String topic, String key, byte[] value, long time) {
    List<RawRecord> log = items.computeIfAbsent(topic, t -> new ArrayList<>());
    Origin origin = new Origin(topic, 0, log.size(), time);
    log.add(new RawRecord(origin, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Exchanges what two records of a topic say; each place keeps its time. */
  void swap(String topic, int first, int second) {
    List<RawRecord> log = items.get(topic);
    RawRecord a = log.get(first);
    RawRecord b = log.get(second);
    log.set(first, new RawRecord(a.origin(), b.key(), b.value()));
    log.set(second, new RawRecord(b.origin(), a.key(), a.value()));
  }
}
