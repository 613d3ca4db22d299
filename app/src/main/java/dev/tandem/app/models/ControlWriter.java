package dev.tandem.app.models;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import java.time.Instant;
import java.util.Optional;

/** Says what an operator wants of a model. */
public record ControlWriter(ControlTopic topic) {
  /**
   * Who says it, and why.
   *
   * @param why may be empty
   */
  public record Author(String who, String why) {}

  /** The consumers shall serve this version and no other. */
  public void pin(ModelKey version, Author author) {
    topic.write(
        version.model(),
        event(version.model(), ControlAction.PIN, Optional.of(version), now(), author));
  }

  /** The consumers shall serve the newest version again. */
  public void unpin(String model, Author author) {
    topic.write(model, event(model, ControlAction.UNPIN, Optional.empty(), now(), author));
  }

  /**
   * The consumers may follow this held version.
   *
   * @param since event time from which on the trainer compares later versions with it
   */
  public void release(ModelKey version, Instant since, Author author) {
    topic.write(
        version.manifestKey(),
        event(version.model(), ControlAction.RELEASE, Optional.of(version), since, author));
  }

  /**
   * The model shall learn nothing until it is told to go on.
   *
   * @param since event time of the first batch that it does not learn from
   */
  public void halt(String model, Instant since, Author author) {
    order(model, event(model, ControlAction.HALT, Optional.empty(), since, author));
  }

  /**
   * The model shall go on learning from this version, with fresh moments.
   *
   * @param since event time of the first batch that it learns from
   */
  public void resume(ModelKey version, Instant since, Author author) {
    order(
        version.model(),
        event(version.model(), ControlAction.RESUME, Optional.of(version), since, author));
  }

  /** Each under a key of its own, so that compaction keeps all of them for replays. */
  private void order(String model, ControlEvent event) {
    topic.write("%s/orders@%d".formatted(model, event.getTime().toEpochMilli()), event);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(System.currentTimeMillis());
  }

  private static ControlEvent event(
      String model, ControlAction action, Optional<ModelKey> version, Instant time, Author author) {
    return ControlEvent.newBuilder()
        .setModel(model)
        .setAction(action)
        .setGeneration(version.map(ModelKey::generation).orElse(0))
        .setVersion(version.map(ModelKey::version).orElse(0))
        .setWho(author.who())
        .setWhy(author.why())
        .setTime(time)
        .build();
  }
}
