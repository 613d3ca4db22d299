package dev.tandem.monitoring;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.HeadResult;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModalityPace;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Records as jobs write them: steps of ten clips. */
public final class TestingRecords {
  public static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  public static final Topics TOPICS = Topics.standard();
  public static final int CLIPS = 10;

  private TestingRecords() {}

  /** A step {@code step} seconds after the start, of which {@code correct} clips were right. */
  public static TrainingEvent.Builder step(long step, int correct) {
    return TrainingEvent.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setKind(TrainingEventKind.STEP)
        .setSequence(2 * step)
        .setStep(step)
        .setTrainedUntil(START.plusSeconds(step))
        .setWrittenAt(START.plusSeconds(step))
        .setClipIds(IntStream.range(0, CLIPS).mapToObj(i -> "s-" + step + "-" + i).toList())
        .setPaces(
            List.of(
                new ModalityPace("audio", 0.5, 0.5, 0.5), new ModalityPace("video", 0.5, 0.5, 2.0)))
        .setHeads(
            List.of(
                new HeadResult("fused", 1.0, CLIPS, correct),
                new HeadResult("audio", 1.0, CLIPS, correct)))
        .setTotals(List.of(new NamedValue("trained", (double) CLIPS * step)))
        .setPublishedVersion(0)
        .setStepMillis(12.5);
  }

  /** Totals by name, as an event has them. */
  public static List<NamedValue> totals(Map<String, Double> totals) {
    return totals.entrySet().stream()
        .map(total -> new NamedValue(total.getKey(), total.getValue()))
        .toList();
  }

  public static ModelManifest.Builder manifest(int version, Instant publishedAt) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setVersion(version)
        .setStep(20L * version)
        .setTrainedUntil(publishedAt)
        .setPublishedAt(publishedAt)
        .setBytes(1_000)
        .setChunks(1)
        .setSha256("ab".repeat(32))
        .setArchitecture("{}")
        .setClassNames(List.of("cat", "dog"))
        .setContract(List.of())
        .setMetrics(List.of(new NamedValue("prequential.fused", 0.75)))
        .setProvenance(List.of());
  }

  public static Prediction answer(String clip, String className, int version) {
    return Prediction.newBuilder()
        .setClipId(clip)
        .setClipTime(START)
        .setModel("av")
        .setGeneration(1)
        .setVersion(version)
        .setComplete(true)
        .setClassName(className)
        .setProbability(0.75f)
        .setHeads(
            List.of(
                HeadPrediction.newBuilder()
                    .setHead("fused")
                    .setClassName(className)
                    .setProbabilities(List.of(0.75f, 0.25f))
                    .build()))
        .build();
  }

  public static Label label(String clip, String className) {
    return label(clip, className, LabelKind.LABEL);
  }

  public static Label label(String clip, String className, LabelKind kind) {
    return Label.newBuilder()
        .setClipId(clip)
        .setClipTime(START)
        .setStream("cam")
        .setClassName(className)
        .setKind(kind)
        .build();
  }

  public static StreamMark mark(String stream, MarkKind kind, Instant time) {
    return new StreamMark(stream, kind, time);
  }

  public static ControlEvent word(ControlAction action, int version) {
    return ControlEvent.newBuilder()
        .setModel("av")
        .setAction(action)
        .setGeneration(version > 0 ? 1 : 0)
        .setVersion(version)
        .setWho("ann")
        .setWhy("")
        .setTime(START)
        .build();
  }

  public static ClipPart part(
      String modality, ElementType type, List<Integer> shape, byte[] payload) {
    return new ClipPart(
        modality, new Extractor("test", "1"), type, 1f, 0f, shape, ByteBuffer.wrap(payload));
  }

  public static Clip clip(String id, ClipPart... parts) {
    return new Clip(id, START, START, "cam", true, List.of(parts));
  }

  /** A record of a topic, written at {@code time}. */
  public static ConsumerRecord<byte[], byte[]> record(
      String topic, Instant time, String key, Optional<byte[]> value) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        time.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key.getBytes(StandardCharsets.UTF_8),
        value.orElse(null),
        new RecordHeaders(),
        Optional.empty());
  }

  public static ConsumerRecord<byte[], byte[]> record(
      String topic, Instant time, SpecificRecordBase value) {
    return record(topic, time, "key", Optional.of(Wire.encode(value)));
  }
}
