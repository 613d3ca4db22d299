package dev.tandem.app.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MemoryRecordsBuilder;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.TimestampType;

/**
 * What Kafka's compressions make of features as they are published, in Kafka's own batches. The
 * broker is not there: it stores what it is sent.
 */
public final class CompressionBench {
  private static final int BATCH_BYTES = 256 << 10;
  private static final int LARGEST = 32 << 20;
  private static final double MICROS = 1e3;

  private static final List<CompressionType> TYPES =
      List.of(
          CompressionType.NONE,
          CompressionType.LZ4,
          CompressionType.SNAPPY,
          CompressionType.ZSTD,
          CompressionType.GZIP);

  /**
   * What to measure.
   *
   * @param rounds that count, after one that does not
   */
  public record Plan(List<String> feeds, long clips, long rounds) {}

  private final Plan plan;
  private final Consumer<String> progress;
  private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
  private long read;

  public CompressionBench(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /** All feeds, modality by modality. */
  public List<Compressed> run() {
    List<Compressed> all = new ArrayList<>();
    for (String feed : plan.feeds()) {
      progress.accept("extracting features of " + feed);
      FeatureRecords.of(feed, plan.clips())
          .forEach(
              (modality, records) -> {
                if (all.isEmpty()) {
                  measure(feed, modality, records, 1); // to compile it
                }
                int full = Math.max(1, BATCH_BYTES / records.get(0).value().length);
                for (int size : new int[] {1, full}) {
                  all.addAll(measure(feed, modality, records, size));
                }
              });
    }
    progress.accept("%,d bytes were read".formatted(read)); // so that none can be left out
    return all;
  }

  private List<Compressed> measure(
      String feed, String modality, List<ProducerRecord<String, byte[]>> records, int size) {
    Map<CompressionType, List<Round>> rounds = new EnumMap<>(CompressionType.class);
    for (int round = 0; round <= plan.rounds(); round++) {
      for (CompressionType type : TYPES) {
        Round measured = round(type, records, size);
        if (round > 0) {
          rounds.computeIfAbsent(type, any -> new ArrayList<>()).add(measured);
        }
      }
    }
    List<Round> plain = rounds.get(CompressionType.NONE);
    return TYPES.stream()
        .map(
            type ->
                new Compressed(
                    feed,
                    modality,
                    type.name,
                    size,
                    median(plain, Round::bytes),
                    median(rounds.get(type), Round::bytes) / median(plain, Round::bytes),
                    median(rounds.get(type), Round::write) - median(plain, Round::write),
                    median(rounds.get(type), Round::read) - median(plain, Round::read)))
        .toList();
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
    return Arrays.stream(sorted)
        .skip((sorted.length - 1) / 2)
        .limit(2 - sorted.length % 2)
        .average()
        .orElseThrow();
  }

  /** All records once, in batches of {@code size}. */
  private Round round(
      CompressionType type, List<ProducerRecord<String, byte[]>> records, int size) {
    Compression compression = Compression.of(type).build();
    long bytes = 0;
    long write = 0;
    long reading = 0;
    for (int i = 0; i < records.size(); i += size) {
      List<ProducerRecord<String, byte[]>> batch =
          records.subList(i, Math.min(records.size(), i + size));
      long begin = cpuNanos();
      MemoryRecords built = build(compression, batch);
      long middle = cpuNanos();
      read += read(built);
      reading += cpuNanos() - middle;
      write += middle - begin;
      bytes += built.sizeInBytes();
    }
    double each = records.size();
    return new Round(bytes / each, write / each / MICROS, reading / each / MICROS);
  }

  private MemoryRecords build(Compression compression, List<ProducerRecord<String, byte[]>> batch) {
    buffer.clear();
    try (MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            buffer, RecordBatch.CURRENT_MAGIC_VALUE, compression, TimestampType.CREATE_TIME, 0)) {
      for (ProducerRecord<String, byte[]> record : batch) {
        builder.append(
            record.timestamp(), record.key().getBytes(StandardCharsets.UTF_8), record.value());
      }
      return builder.build();
    }
  }

  private static long read(MemoryRecords records) {
    long bytes = 0;
    for (Record record : records.records()) {
      bytes += record.valueSize();
    }
    return bytes;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private record Round(double bytes, double write, double read) {}
}
