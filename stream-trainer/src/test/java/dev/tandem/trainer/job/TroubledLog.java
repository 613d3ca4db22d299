package dev.tandem.trainer.job;

import static dev.tandem.trainer.job.RecordedLog.CLASSES;
import static dev.tandem.trainer.job.RecordedLog.MODALITIES;
import static dev.tandem.trainer.job.RecordedLog.TOPICS;

import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.LabelKind;
import dev.tandem.schemas.records.MarkKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A log with everything that can go wrong with a record: out of order, late, too late, partial, in
 * segments, twice, contradicting, at another clip time, never; and with streams that vanish, come
 * back, or never say that they are there. Fits a window of 5 s, labels open for 10 s more,
 * tombstones of 20 s and an expiry of 30 s.
 */
final class TroubledLog {
  private static final long HOP = 1_000;

  /** A record on its way to the log. */
  private record Arrival(long at, String topic, String key, byte[] value, long time) {}

  /** A mark on its way to every partition. */
  private record Mark(long at, String stream, MarkKind kind) {}

  private final long start;
  private final Random random;
  private final boolean orderly;
  private final boolean revised;
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();

  private TroubledLog(Instant start, long seed, boolean orderly, boolean revised) {
    this.start = start.toEpochMilli();
    this.random = new Random(seed);
    this.orderly = orderly;
    this.revised = revised;
  }

  /** All kinds of trouble. */
  static RecordedLog of(Instant start, long seed, int clips, int partitions) {
    return new TroubledLog(start, seed, false, false).log(clips, partitions);
  }

  /** All kinds of trouble; and labels that are corrected and taken back, some too late. */
  static RecordedLog revised(Instant start, long seed, int clips, int partitions) {
    return new TroubledLog(start, seed, false, true).log(clips, partitions);
  }

  /** Nothing in it is late or contradicts anything, so that partitions do not matter. */
  static RecordedLog orderly(Instant start, long seed, int clips, int partitions) {
    return new TroubledLog(start, seed, true, false).log(clips, partitions);
  }

  private RecordedLog log(int clips, int partitions) {
    stream("cam", 0, clips);
    marks.add(new Mark(time(0), "cam", MarkKind.START));
    stream("gone", 400, clips / 4);
    marks.add(new Mark(time(0) + 400, "gone", MarkKind.START));
    stream("guest", time(clips / 2) - start + 300, clips / 8);
    marks.add(new Mark(time(clips / 2) + 300, "guest", MarkKind.START));
    marks.add(new Mark(time(clips / 2 + clips / 8) + 20_000, "guest", MarkKind.END));
    if (!orderly) {
      stream("foreign", time(clips / 4) - start + 700, clips / 8);
    }
    marks.add(new Mark(time(clips) + 30_000, "cam", MarkKind.END));
    return written(partitions);
  }

  private RecordedLog written(int partitions) {
    RecordedLog log = new RecordedLog(partitions);
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    marks.sort(Comparator.comparingLong(Mark::at));
    int next = 0;
    for (Arrival arrival : arrivals) {
      for (; next < marks.size() && marks.get(next).at <= arrival.at; next++) {
        log.mark(marks.get(next).stream, marks.get(next).kind, marks.get(next).at);
      }
      log.add(arrival.topic, arrival.key, arrival.value, arrival.time);
    }
    for (; next < marks.size(); next++) {
      log.mark(marks.get(next).stream, marks.get(next).kind, marks.get(next).at);
    }
    return log;
  }

  private long time(int clip) {
    return start + clip * HOP;
  }

  private void stream(String stream, long offset, int clips) {
    for (int i = 0; i < clips; i++) {
      Clip clip = new Clip(stream, RecordedLog.clipId(stream, i), time(i) + offset);
      int label = random.nextInt(CLASSES.size());
      List<Features> parts = MODALITIES.stream().map(m -> clip.part(m, vector(m, label))).toList();
      features(clip, parts, i);
      labels(clip, label, i);
      if (revised) {
        revisions(clip, label, i);
      }
    }
  }

  private void revisions(Clip clip, int label, int index) {
    int other = (label + 1) % CLASSES.size();
    switch (index % 12) {
      case 1 -> revise(clip, LabelKind.CORRECTION, other, 6_000);
      case 3 -> revise(clip, LabelKind.RETRACTION, other, 6_000);
      case 4 -> { // taken back, and given again
        revise(clip, LabelKind.RETRACTION, other, 6_000);
        revise(clip, LabelKind.CORRECTION, other, 7_000);
      }
      case 6 -> revise(clip, LabelKind.CORRECTION, other, 15_500); // too late by its time
      case 8 -> revise(clip, LabelKind.CORRECTION, other, 10); // before the label
      case 10 -> { // twice, and too late by its stream's progress
        revise(clip, LabelKind.CORRECTION, other, 6_000);
        revise(clip, LabelKind.CORRECTION, other, 6_000);
        add(revision(clip, LabelKind.RETRACTION, other), clip, clip.time + 7_000, 30_000);
      }
      default -> {}
    }
  }

  private void revise(Clip clip, LabelKind kind, int label, long known) {
    add(revision(clip, kind, label), clip, clip.time + known, random.nextInt(1_000));
  }

  private static Label revision(Clip clip, LabelKind kind, int label) {
    Label plain = RecordedLog.label(clip.stream, clip.id, clip.time, label);
    return Label.newBuilder(plain)
        .setKind(kind)
        .setClassName(kind == LabelKind.RETRACTION ? "" : plain.getClassName())
        .build();
  }

  private void add(Label label, Clip clip, long time, long delay) {
    add(label, TOPICS.labels(), clip.id, time, delay);
  }

  private float[] vector(String modality, int label) {
    return RecordedLog.vector(random, modality, label);
  }

  private record Clip(String stream, String id, long time) {
    Features part(String modality, float[] values) {
      return RecordedLog.features(stream, id, modality, time, values);
    }

    Clip at(long otherTime) {
      return new Clip(stream, id, otherTime);
    }
  }

  /** In each tenth clip something else is wrong with its parts. */
  private void features(Clip clip, List<Features> parts, int index) {
    Features audio = parts.get(0);
    Features video = parts.get(1);
    int trouble = index % 10 == 9 ? index / 10 % 10 : -1;
    switch (orderly && trouble > 2 ? -1 : trouble) {
      case 0 -> inTime(audio); // the clip is partial
      case 1 -> {
        segments(audio);
        inTime(video);
      }
      case 2 -> { // sent again
        inTime(audio, video);
        inTime(audio);
        arrive(video, after(clip, 1_000), orderly ? 3_000 : 9_000);
      }
      case 3 -> { // a modality contradicts itself
        inTime(audio, video);
        inTime(clip.part("video", vector("video", 0)));
      }
      case 4 -> { // modalities contradict each other
        inTime(audio);
        inTime(clip.at(clip.time + 40).part("video", vector("video", 1)));
        inTime(clip.at(clip.time + 40).part("video", vector("video", 1)));
      }
      case 5 -> { // one modality is late
        inTime(audio);
        arrive(video, after(clip, 1_000), 8_000);
      }
      case 6 -> { // all are late, some beyond the tombstone
        arrive(audio, after(clip, 1_000), 8_000);
        arrive(video, after(clip, 1_000), 40_000);
      }
      case 7 -> { // cannot be read
        inTime(audio, video);
        byte[] bytes = Wire.encode(audio);
        arrivals.add(
            new Arrival(
                after(clip, 1_500),
                TOPICS.features("audio"),
                clip.id,
                Arrays.copyOf(bytes, bytes.length - 3),
                after(clip, 1_500)));
      }
      case 8 -> { // not whole
        inTime(audio);
        inTime(segment(video, 0, 2));
      }
      case 9 -> inTime(segment(video, 1, 2)); // nothing is whole
      default -> inTime(audio, video);
    }
  }

  private void labels(Clip clip, int label, int index) {
    int trouble = index % 8 == 7 ? index / 8 % 8 : -1;
    switch (orderly && trouble > 2 ? -1 : trouble) {
      case 0 -> label(clip, label, 0); // before its clip
      case 1 -> {} // never
      case 2 -> { // twice
        label(clip, label, 1_200);
        label(clip, label, 1_200);
      }
      case 3 -> { // contradicting, the earlier one last
        label(clip, label, 2_500);
        arrive(clip, (label + 1) % CLASSES.size(), clip.time + 2_400, 2_500);
      }
      case 4 -> label(clip, label, 17_000); // late
      case 5 -> { // of other clip times
        label(clip.at(clip.time + 40), label, 1_300);
        label(clip.at(clip.time + 40), label, 1_300);
        label(clip.at(clip.time - 6_000), label, 6_000);
        label(clip.at(clip.time + 9_000), label, 1_000);
        label(clip, label, 1_500);
      }
      case 6 -> { // of a clip that never comes
        label(new Clip(clip.stream, clip.id + "-never", clip.time), label, 1_000);
        label(clip, label, 9_000);
      }
      case 7 -> { // far from its clip's time
        label(clip.at(clip.time + 20_000), label, 500);
        label(clip, label, 1_000);
      }
      default -> label(clip, label, 1_000 + random.nextInt(3_000));
    }
  }

  private void inTime(Features... parts) {
    for (Features part : parts) {
      arrive(
          part,
          part.getClipTime().toEpochMilli() + HOP + random.nextInt(300),
          random.nextInt(3_000));
    }
  }

  private void segments(Features whole) {
    inTime(segment(whole, 1, 2));
    inTime(segment(whole, 0, 2));
  }

  private static Features segment(Features whole, int index, int count) {
    int width = RecordedLog.WIDTH / count;
    return Features.newBuilder(whole)
        .setSegment(index)
        .setSegments(count)
        .setShape(List.of(width))
        .setPayload(whole.getPayload().slice(4 * width * index, 4 * width))
        .build();
  }

  private static long after(Clip clip, long millis) {
    return clip.time + millis;
  }

  private void arrive(Features part, long time, long delay) {
    add(part, TOPICS.features(part.getModality()), part.getClipId(), time, delay);
  }

  /** Becomes known so long after its clip time. */
  private void label(Clip clip, int label, long known) {
    arrive(clip, label, clip.time + known, orderly ? 0 : random.nextInt(1_000));
  }

  private void arrive(Clip clip, int label, long time, long delay) {
    SpecificRecordBase record = RecordedLog.label(clip.stream, clip.id, clip.time, label);
    add(record, TOPICS.labels(), clip.id, time, delay);
  }

  private void add(SpecificRecordBase record, String topic, String key, long time, long delay) {
    arrivals.add(new Arrival(time + delay, topic, key, Wire.encode(record), time));
  }
}
