package dev.tandem.tests.garbage;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.MarkKind;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.tests.log.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;

/** Ways in which a record cannot be used, each beside the good record that it was made from. */
final class Garbage {
  /** Makes a record that cannot be used. */
  @FunctionalInterface
  private interface Spoiler {
    LogRecord spoil(LogRecord good, Random random);
  }

  private static final List<Spoiler> OF_ANY =
      List.of(
          (good, random) -> good.spoilt(noise(random, 1 + random.nextInt(300))),
          (good, random) -> good.spoilt(null),
          (good, random) -> good.spoilt(new byte[0]),
          Garbage::withUnknownSchema,
          (good, random) -> good.spoilt(Arrays.copyOf(good.value(), random.nextInt(length(good)))),
          (good, random) ->
              good.spoilt(Arrays.copyOf(good.value(), length(good) + 1 + random.nextInt(9))),
          (good, random) -> good.spoilt(good.value()).withKey("another-" + random.nextInt()),
          (good, random) -> encoded(good, new ModelPointer("av", 1, 1, "")),
          Garbage::withMarkOfAnotherTime,
          Garbage::withHostileLength);

  private static final List<Spoiler> OF_FEATURES =
      List.of(
          (good, random) -> encoded(good, features(good).setShape(List.of(2, 3)).build()),
          (good, random) -> encoded(good, features(good).setShape(List.of(-6)).build()),
          Garbage::withNotFinite,
          (good, random) ->
              encoded(good, features(good).setExtractor(new Extractor("raw", "2")).build()),
          (good, random) ->
              encoded(
                  good,
                  features(good).setExtractor(new Extractor("x".repeat(100_000), "1")).build()),
          (good, random) -> encoded(good, features(good).setClipTime(after(good, random)).build()),
          (good, random) ->
              encoded(good, features(good).setClipTime(earlier(good, random)).build()),
          (good, random) -> encoded(good, features(good).setModality("smell").build()),
          (good, random) -> encoded(good, features(good).setSegment(3).build()));

  private static final List<Spoiler> OF_LABELS =
      List.of(
          (good, random) -> encoded(good, label(good).setClassName("perhaps").build()),
          (good, random) -> encoded(good, label(good).setClipTime(after(good, random)).build()),
          (good, random) -> encoded(good, label(good).setClipTime(earlier(good, random)).build()));

  /** How far from its place a record's time may lie that cannot be used, or is a dead letter. */
  static final List<Duration> FAR =
      List.of(
          Duration.ofDays(28),
          Duration.ofDays(-28),
          Duration.ofDays(28 * 365),
          Duration.ofDays(-28 * 365));

  /** So many have a time that is far off; each makes the broker begin a new segment or two. */
  private static final int FAR_EVERY = 50;

  private static final List<Integer> LARGE =
      List.of(1 << 20, 1 << 20, 3 << 20, 14 << 20, (16 << 20) - 200, (16 << 20) - 200);

  private static final List<Long> HOSTILE =
      List.of(
          -1L,
          -7L,
          1L << 20,
          1L << 26,
          Integer.MAX_VALUE - 8L,
          (long) Integer.MAX_VALUE,
          1L << 40,
          Long.MAX_VALUE,
          Long.MIN_VALUE);

  private Garbage() {}

  /** {@code good} in its order, with {@code count} records among it that cannot be used. */
  static List<LogRecord> among(List<LogRecord> good, long seed, int count) {
    Random random = new Random(seed);
    Map<Integer, List<LogRecord>> behind = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int place = pick(good, random);
      LogRecord spoilt =
          i < LARGE.size()
              ? good.get(place).spoilt(noise(random, LARGE.get(i)))
              : i % FAR_EVERY == 0
                  ? farOff(good.get(place), random)
                  : spoil(good.get(place), random);
      behind.computeIfAbsent(place, p -> new ArrayList<>()).add(spoilt);
    }
    List<LogRecord> all = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      all.add(good.get(i));
      all.addAll(behind.getOrDefault(i, List.of()));
    }
    return all;
  }

  /**
   * For each partition that {@code log} is in, and the {@code control} topic: five bytes, nothing
   * at all, 15 MB, a sound record and a sound mark, of now, of soon and far off.
   */
  static List<LogRecord> ofAnyTime(List<LogRecord> log, String control) {
    Map<String, LogRecord> lasts = new TreeMap<>();
    for (LogRecord record : log) {
      if (record.good() && !(Wire.decode(record.value()) instanceof StreamMark)) {
        lasts.put(record.topic() + record.partition(), record);
      }
    }
    List<LogRecord> junk = new ArrayList<>();
    for (LogRecord last : lasts.values()) {
      junk.add(last.spoilt(new byte[15 << 20]).at(now()));
      for (Duration far : FAR) {
        junk.add(hello(last).at(last.time() + far.toMillis()));
        junk.add(last.spoilt(null).at(last.time() + far.toMillis()));
        junk.add(sound(last, far));
        junk.add(withFarMark(last, far, MarkKind.START));
      }
      junk.add(hello(last).at(now()));
      junk.add(hello(last).at(now() + 3_000_000));
    }
    LogRecord any = lasts.values().iterator().next().in(control, 0);
    junk.add(hello(any).at(now()));
    FAR.forEach(far -> junk.add(hello(any).at(any.time() + far.toMillis())));
    return junk;
  }

  private static LogRecord hello(LogRecord good) {
    return good.spoilt("hello".getBytes(StandardCharsets.UTF_8));
  }

  private static long now() {
    return Instant.now().toEpochMilli();
  }

  /** Never a mark: what is made from it would not be of a clip. */
  private static int pick(List<LogRecord> good, Random random) {
    int place = random.nextInt(good.size());
    boolean mark = Wire.decode(good.get(place).value()) instanceof StreamMark;
    return mark ? pick(good, random) : place;
  }

  private static LogRecord spoil(LogRecord good, Random random) {
    boolean features = Wire.decode(good.value()) instanceof Features;
    List<Spoiler> spoilers = new ArrayList<>(OF_ANY);
    spoilers.addAll(features ? OF_FEATURES : OF_LABELS);
    return any(spoilers, random).spoil(good, random);
  }

  /** Noise or a sound record, a sound mark included, of another time. */
  private static LogRecord farOff(LogRecord good, Random random) {
    Duration distance = any(FAR, random);
    return switch (random.nextInt(4)) {
      case 0 -> good.spoilt(noise(random, 5)).at(good.time() + distance.toMillis());
      case 1 -> good.spoilt(null).at(good.time() + distance.toMillis());
      case 2 -> withFarMark(good, distance, any(List.of(MarkKind.values()), random));
      default -> sound(good, distance);
    };
  }

  /** What would be used if its time, and that of its clip, were not so {@code far} off. */
  static LogRecord sound(LogRecord good, Duration far) {
    Instant clipTime = Instant.ofEpochMilli(good.time()).plus(far).minusSeconds(1);
    String id = "far-" + good.time();
    SpecificRecordBase record =
        Wire.decode(good.value()) instanceof Features
            ? features(good).setClipId(id).setClipTime(clipTime).build()
            : label(good).setClipId(id).setClipTime(clipTime).build();
    return encoded(good, record).withKey(id).at(good.time() + far.toMillis());
  }

  static LogRecord withFarMark(LogRecord good, Duration far, MarkKind kind) {
    long time = good.time() + far.toMillis();
    return encoded(good, new StreamMark("cam", kind, Instant.ofEpochMilli(time))).at(time);
  }

  private static <T> T any(List<T> choices, Random random) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static int length(LogRecord record) {
    return record.value().length;
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static LogRecord withUnknownSchema(LogRecord good, Random random) {
    byte[] bytes = good.value().clone();
    bytes[2 + random.nextInt(8)] ^= 1;
    return good.spoilt(bytes);
  }

  /** If it were obeyed, all would be over. */
  private static LogRecord withMarkOfAnotherTime(LogRecord good, Random random) {
    MarkKind kind = any(List.of(MarkKind.values()), random);
    Instant time = Instant.ofEpochMilli(good.time() + 1 + random.nextInt(Integer.MAX_VALUE));
    return encoded(good, new StreamMark("cam", kind, time));
  }

  private static LogRecord withNotFinite(LogRecord good, Random random) {
    List<Float> values = List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    Features.Builder features = features(good);
    ByteBuffer payload = ByteBuffer.allocate(features.getPayload().remaining());
    payload.put(features.getPayload().duplicate()).order(ByteOrder.LITTLE_ENDIAN);
    int element = random.nextInt(payload.capacity() / 4);
    payload.putFloat(4 * element, any(values, random));
    return encoded(good, features.setPayload(payload.flip()).build());
  }

  /** A record up to some value, of which only a length follows. */
  private static LogRecord withHostileLength(LogRecord good, Random random) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good.value(), 0, 10);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      if (random.nextBoolean()) {
        if (Wire.decode(good.value()) instanceof Features) {
          writeUntilShape(features(good).build(), encoder);
        } else {
          writeUntilTargets(label(good).build(), encoder);
        }
      }
      encoder.writeLong(any(HOSTILE, random));
      encoder.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return good.spoilt(bytes.toByteArray());
  }

  private static void writeUntilShape(Features features, BinaryEncoder encoder) throws IOException {
    encoder.writeString(features.getClipId());
    encoder.writeLong(features.getClipTime().toEpochMilli());
    encoder.writeString(features.getStream());
    encoder.writeString(features.getModality());
    encoder.writeInt(features.getSegment());
    encoder.writeInt(features.getSegments());
    encoder.writeString(features.getExtractor().getName());
    encoder.writeString(features.getExtractor().getVersion());
    encoder.writeEnum(0); // FLOAT32
    encoder.writeFloat(features.getScale());
    encoder.writeFloat(features.getOffset());
  }

  private static void writeUntilTargets(Label label, BinaryEncoder encoder) throws IOException {
    encoder.writeString(label.getClipId());
    encoder.writeLong(label.getClipTime().toEpochMilli());
    encoder.writeString(label.getStream());
    encoder.writeString(label.getClassName());
  }

  private static Instant after(LogRecord good, Random random) {
    return Instant.ofEpochMilli(good.time() + 1 + random.nextInt(Integer.MAX_VALUE));
  }

  /** Early enough to be in time, and to contradict the good one. */
  private static Instant earlier(LogRecord good, Random random) {
    return Instant.ofEpochMilli(good.time() - 1_001 - random.nextInt(2_000));
  }

  private static Features.Builder features(LogRecord good) {
    return Features.newBuilder(Wire.decode(good.value(), Features.class));
  }

  private static Label.Builder label(LogRecord good) {
    return Label.newBuilder(Wire.decode(good.value(), Label.class));
  }

  private static LogRecord encoded(LogRecord good, SpecificRecordBase record) {
    return good.spoilt(Wire.encode(record));
  }
}
