package dev.tandem.monitoring.state;

import com.google.gson.stream.JsonWriter;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.metrics.PrometheusText;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that the board knows of one model, out of nothing but records. Bounded, however long it runs
 * and whatever the records hold. Thread-safe: one thread hands records over, another asks for what
 * pages need.
 */
public final class BoardState {
  private static final Logger LOG = LoggerFactory.getLogger(BoardState.class);

  private static final double MILLIS = 1e3;

  private final String model;
  private final Topics topics;
  private final InstantSource clock;
  private final Happenings happenings = new Happenings();
  private final Training training = new Training(happenings);
  private final Versions versions;
  private final Cases cases = new Cases();
  private final Streams streams = new Streams(happenings);
  private final Letters letters = new Letters(happenings, streams);
  private final Lag lag = new Lag(streams, training);
  private final Strip strip = new Strip();
  private final Lessons lessons = new Lessons();
  private final Reading reading = new Reading();
  private final List<Section> sections;
  private final Map<String, String> told = new HashMap<>();
  private long toldStretch = -1;
  private long toldClip;

  /**
   * Knows nothing so far.
   *
   * @param model whose records count; those of others are passed over
   */
  public BoardState(String model, Topics topics, InstantSource clock) {
    this.model = model;
    this.topics = topics;
    this.clock = clock;
    this.versions = new Versions(model, happenings);
    this.sections =
        List.of(
            reading,
            training,
            lag,
            versions,
            new ClassTable(cases),
            streams,
            letters,
            strip,
            lessons,
            happenings);
  }

  /** One record of any topic; what cannot be read is counted, and never thrown at. */
  public synchronized void offer(ConsumerRecord<byte[], byte[]> record) {
    reading.record();
    try {
      if (record.topic().equals(topics.deadLetters())) {
        letters.offer(record.headers(), record.timestamp());
      } else if (record.value() == null) {
        retire(record.key());
      } else {
        take(Wire.decode(record.value()), record.timestamp());
      }
    } catch (WireException foreign) {
      reading.unreadable();
    } catch (RuntimeException e) { // of what anybody may have written
      LOG.warn("{} offset {} is passed over", record.topic(), record.offset(), e);
      reading.unreadable();
    }
  }

  /** Adds how it stands to {@code text}. */
  public synchronized void metrics(PrometheusText text) {
    reading.write(text);
    text.add(BoardMetric.TRAINING_LAG, lag.behind() / MILLIS);
  }

  private void retire(byte[] key) {
    if (key != null) {
      ModelKey.ofManifestKey(new String(key, StandardCharsets.UTF_8)).ifPresent(versions::retired);
    }
  }

  private void take(SpecificRecordBase value, long time) {
    if (value instanceof TrainingEvent event && event.getModel().equals(model)) {
      train(event, time);
    } else if (value instanceof ModelManifest manifest && manifest.getModel().equals(model)) {
      versions.offer(manifest, time);
      lessons.offer(manifest);
    } else if (value instanceof ControlEvent word && word.getModel().equals(model)) {
      hear(word, time);
    } else if (value instanceof Prediction answer && answer.getModel().equals(model)) {
      versions.offer(answer, time);
      cases.offer(answer);
      strip.offer(answer);
      lessons.offer(answer);
      streams.offer(answer, clock.millis());
    } else if (value instanceof Label label) {
      cases.offer(label, time);
      strip.offer(label);
      lessons.offer(label, time);
      streams.offer(label, clock.millis());
      lag.labels(label.getClipTime().toEpochMilli());
    } else if (value instanceof StreamMark mark) {
      streams.offer(mark, clock.millis());
    } else if (value instanceof Features segment) {
      streams.offer(segment, time, clock.millis());
      lag.features(segment.getClipTime().toEpochMilli());
    } else if (value instanceof Clip clip) {
      strip.offer(clip);
    }
  }

  private void train(TrainingEvent event, long time) {
    if (training.offer(event, time)) {
      if (event.getKind() == TrainingEventKind.STEP) {
        versions.offer(event, time);
        lessons.offer(event);
      }
      lag.trained(event.getTrainedUntil().toEpochMilli(), time);
    }
  }

  private void hear(ControlEvent word, long time) {
    if (word.getStream().isEmpty()) {
      versions.offer(word, time);
    } else {
      streams.offer(word, time);
    }
  }

  /** The board does this now; see {@link Reading}. */
  public synchronized void reading(Reading.State state, double share, String why) {
    reading.set(state, share, why);
  }

  /** People teach with the clips of this stream. */
  public synchronized void taught(String stream) {
    lessons.of(stream);
  }

  /** So many records were not looked at. */
  public synchronized void passedOver(long records) {
    reading.passedOver(records);
  }

  /** What the board does. */
  public synchronized Reading.State reading() {
    return reading.state();
  }

  /** All that a page needs, as one JSON object. */
  public synchronized String snapshot() {
    return Json.text(
        out -> {
          begin(out);
          out.name("model").value(model);
          out.name("series");
          training.series().writeAll(out);
          out.name("pictures");
          strip.writePictures(out, 0);
          out.name("sections").beginObject();
          for (Section section : sections) {
            out.name(section.name()).jsonValue(Json.text(section::write));
          }
          out.endObject();
          out.endObject();
        });
  }

  /** What has changed since the last call, likewise; empty where nothing has. */
  public synchronized Optional<String> changes() {
    Map<String, String> changed = new HashMap<>();
    for (Section section : sections) {
      String now = Json.text(section::write);
      if (!now.equals(told.put(section.name(), now))) {
        changed.put(section.name(), now);
      }
    }
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    String text = Json.text(out -> write(out, changed));
    toldStretch = training.series().newestStretch();
    toldClip = strip.newest();
    return Optional.of(text);
  }

  private void write(JsonWriter out, Map<String, String> changed) throws IOException {
    begin(out);
    out.name("series");
    training.series().writeSince(out, toldStretch);
    out.name("pictures");
    strip.writePictures(out, toldClip);
    out.name("sections").beginObject();
    for (Map.Entry<String, String> section : changed.entrySet()) {
      out.name(section.getKey()).jsonValue(section.getValue());
    }
    out.endObject();
    out.endObject();
  }

  /** That it lives, for pages that hear nothing else. */
  public String sign() {
    return Json.text(
        out -> {
          begin(out);
          out.endObject();
        });
  }

  private void begin(JsonWriter out) throws IOException {
    out.beginObject();
    out.name("now").value(clock.millis());
  }
}
