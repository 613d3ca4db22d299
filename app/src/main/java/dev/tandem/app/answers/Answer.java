package dev.tandem.app.answers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * An answer on the predictions topic.
 *
 * @param answeredAt wall clock of who answered
 */
public record Answer(Prediction prediction, Instant answeredAt) {
  private static final String FUSED = "fused";

  /** As ingest names clips. */
  private static final Pattern CLIP_ID = Pattern.compile("(.+)-\\d{8,}");

  /** Throws {@link WireException} where the record is no answer, saying why. */
  static Answer of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new WireException("it has no value");
    }
    Prediction prediction = Wire.decode(record.value(), Prediction.class);
    if (prediction.getHeads().isEmpty()) {
      throw new WireException("it has no heads");
    }
    return new Answer(prediction, Instant.ofEpochMilli(record.timestamp()));
  }

  /** Of the clip, as its id says; empty where another than ingest gave the id. */
  public String stream() {
    Matcher matcher = CLIP_ID.matcher(prediction.getClipId());
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Those that the answer comes from: each has a head of its own. */
  List<String> modalities() {
    return prediction.getHeads().stream()
        .map(HeadPrediction::getHead)
        .filter(head -> !head.equals(FUSED))
        .sorted()
        .toList();
  }

  /** From the begin of the clip, in event time, to its answer. */
  Duration latency() {
    return Duration.between(prediction.getClipTime(), answeredAt);
  }

  /** For people. */
  public String line() {
    return "%s  %s  from %s  %s  %s"
        .formatted(
            prediction.getClipId(),
            Verdict.line(prediction.getHeads().stream().map(Answer::verdict).toList()),
            String.join(", ", modalities()) + (prediction.getComplete() ? "" : " alone"),
            version().manifestKey(),
            Elapsed.text(latency()));
  }

  private ModelKey version() {
    return new ModelKey(prediction.getModel(), prediction.getGeneration(), prediction.getVersion());
  }

  private static Verdict verdict(HeadPrediction head) {
    return head.getValues().isEmpty()
        ? Verdict.ofClass(head.getHead(), head.getClassName(), top(head))
        : Verdict.ofValues(head.getHead(), head.getValues().stream().map(Verdict::figure).toList());
  }

  private static float top(HeadPrediction head) {
    return head.getProbabilities().isEmpty() ? Float.NaN : Collections.max(head.getProbabilities());
  }

  /** For programs: one object. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("clipId", prediction.getClipId());
    json.put("stream", stream());
    json.put("clipTime", prediction.getClipTime().toString());
    json.put("answeredAt", answeredAt.toString());
    json.put("latencyMillis", latency().toMillis());
    json.put("model", prediction.getModel());
    json.put("generation", prediction.getGeneration());
    json.put("version", prediction.getVersion());
    put(json, prediction.getHeads().get(0));
    json.put("complete", prediction.getComplete());
    modalities().forEach(json.putArray("modalities")::add);
    ObjectNode heads = json.putObject("heads");
    prediction.getHeads().forEach(head -> put(heads.putObject(head.getHead()), head));
    return json;
  }

  private static void put(ObjectNode json, HeadPrediction head) {
    if (head.getValues().isEmpty()) {
      json.put("className", head.getClassName());
      json.put("probability", top(head));
    } else {
      head.getValues().forEach(json.putArray("values")::add);
    }
  }
}
