package dev.tandem.monitoring.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.tandem.monitoring.TestingRecords;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.Prediction;
import dev.tandem.schemas.records.StreamMark;
import dev.tandem.schemas.records.TrainingEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecordBase;

/** A board of model av, whose clock stands still, and what its pages would be told. */
final class TestingBoard {
  private static final Topics TOPICS = TestingRecords.TOPICS;

  final BoardState state =
      new BoardState("av", TOPICS, InstantSource.fixed(TestingRecords.START.plusSeconds(3_600)));

  void offer(Instant time, SpecificRecordBase value) {
    state.offer(TestingRecords.record(topic(value), time, value));
  }

  private static String topic(SpecificRecordBase value) {
    if (value instanceof TrainingEvent) {
      return TOPICS.training();
    } else if (value instanceof ModelManifest) {
      return TOPICS.models();
    } else if (value instanceof ControlEvent) {
      return TOPICS.control();
    } else if (value instanceof Prediction) {
      return TOPICS.predictions();
    }
    return value instanceof Label || value instanceof StreamMark ? TOPICS.labels() : TOPICS.clips();
  }

  void step(TrainingEvent event) {
    offer(event.getWrittenAt(), event);
  }

  JsonObject snapshot() {
    return JsonParser.parseString(state.snapshot()).getAsJsonObject();
  }

  JsonElement section(String name) {
    return snapshot().getAsJsonObject("sections").get(name);
  }

  JsonObject object(String section) {
    return section(section).getAsJsonObject();
  }

  /** Kind and text of each event, the newest first. */
  List<String> events() {
    return StreamSupport.stream(section("events").getAsJsonArray().spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(event -> event.get("kind").getAsString() + ": " + event.get("text").getAsString())
        .toList();
  }

  /** The values of one column of the series. */
  List<Double> column(String kind, String of) {
    return StreamSupport.stream(
            snapshot().getAsJsonObject("series").getAsJsonArray("columns").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(column -> column.get("kind").getAsString().equals(kind))
        .filter(column -> column.get("of").getAsString().equals(of))
        .flatMap(c -> StreamSupport.stream(c.getAsJsonArray("v").spliterator(), false))
        .map(JsonElement::getAsDouble)
        .toList();
  }
}
