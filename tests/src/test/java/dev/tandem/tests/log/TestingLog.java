package dev.tandem.tests.log;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.StreamMark;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Clips of two vector modalities and their labels, as a pure function of topics, start and seed.
 */
public final class TestingLog {
  public static final int PARTITIONS = 2;
  public static final List<String> MODALITIES = List.of("audio", "video");

  private static final List<String> CLASSES = List.of("no", "yes", "maybe");
  private static final int WIDTH = 6;
  private static final String STREAM = "cam";
  private static final long HOP = 1_000;

  private final Topics topics;
  private final long start;
  private final long hop;
  private final int width;
  private final List<LogRecord> records = new ArrayList<>();

  private TestingLog(Topics topics, Instant start, Duration hop, int width) {
    this.topics = topics;
    this.start = start.toEpochMilli();
    this.hop = hop.toMillis();
    this.width = width;
  }

  /** {@code clips} whole, labelled clips between start and end marks. */
  public static List<LogRecord> of(Topics topics, Instant start, long seed, int clips) {
    return of(topics, start, seed, clips, List.of(STREAM));
  }

  /** The same, where the clips come from {@code streams} in turn. */
  public static List<LogRecord> of(
      Topics topics, Instant start, long seed, int clips, List<String> streams) {
    return of(new TestingLog(topics, start, Duration.ofMillis(HOP), WIDTH), seed, clips, streams);
  }

  /** The same, a clip each {@code hop}, of vectors {@code width} long. */
  public static List<LogRecord> of(
      Topics topics, Instant start, long seed, int clips, Duration hop, int width) {
    return of(new TestingLog(topics, start, hop, width), seed, clips, List.of(STREAM));
  }

  private static List<LogRecord> of(TestingLog log, long seed, int clips, List<String> streams) {
    Random random = new Random(seed);
    streams.forEach(stream -> log.mark(MarkKind.START, stream, log.start));
    for (int i = 0; i < clips; i++) {
      log.clip(i, streams.get(i % streams.size()), i / streams.size() % PARTITIONS, random);
    }
    long end = log.start + (clips + 1) * log.hop;
    streams.forEach(stream -> log.mark(MarkKind.END, stream, end));
    return log.records;
  }

  /** Of a job that can read it. */
  public static Map<String, String> settings(Topics topics) {
    return settings(topics, WIDTH);
  }

  /** Where vectors are {@code width} long. */
  public static Map<String, String> settings(Topics topics, int width) {
    return Map.of(
        "topics.prefix", topics.prefix(),
        "trainer.modalities", String.join(",", MODALITIES),
        "trainer.shapes", "audio=%1$d,video=%1$d".formatted(width),
        "trainer.extractors", "audio=raw/1,video=raw/1",
        "trainer.classes", String.join(",", CLASSES));
  }

  private void clip(int index, String stream, int partition, Random random) {
    String id = "%s-%08d".formatted(stream, index);
    Instant clipTime = Instant.ofEpochMilli(start + index * hop);
    long time = start + (index + 1) * hop;
    int label = random.nextInt(CLASSES.size());
    for (String modality : MODALITIES) {
      Features features = features(id, stream, clipTime, modality, vector(random, label));
      add(topics.features(modality), partition, time, id, features);
    }
    add(
        topics.labels(),
        partition,
        time,
        id,
        new Label(id, clipTime, stream, "", CLASSES.get(label), List.of(), LabelKind.LABEL));
  }

  private ByteBuffer vector(Random random, int label) {
    ByteBuffer payload = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < width; i++) {
      payload.putFloat((float) (random.nextGaussian() + (i % CLASSES.size() == label ? 1 : 0)));
    }
    return payload.flip();
  }

  private Features features(
      String id, String stream, Instant clipTime, String modality, ByteBuffer payload) {
    return Features.newBuilder()
        .setClipId(id)
        .setClipTime(clipTime)
        .setStream(stream)
        .setModality(modality)
        .setExtractor(new Extractor("raw", "1"))
        .setElementType(ElementType.FLOAT32)
        .setShape(List.of(width))
        .setPayload(payload)
        .build();
  }

  private void mark(MarkKind kind, String stream, long time) {
    StreamMark mark = new StreamMark(stream, kind, Instant.ofEpochMilli(time));
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (String modality : MODALITIES) {
        add(topics.features(modality), partition, time, stream, mark);
      }
      add(topics.labels(), partition, time, stream, mark);
    }
  }

  private void add(String topic, int partition, long time, String key, SpecificRecordBase record) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    records.add(new LogRecord(topic, partition, time, bytes, Wire.encode(record), true));
  }
}
