package dev.tandem.app.board;

import dev.tandem.app.control.ControlTopic;
import dev.tandem.app.models.ControlWriter;
import dev.tandem.app.models.PublishedModels;
import dev.tandem.app.models.PublishedVersion;
import dev.tandem.app.run.LogEnd;
import dev.tandem.monitoring.http.ModelControl;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.time.Instant;

/**
 * Does what {@code tandem models pin}, {@code unpin}, {@code release} and {@code rollback} do, for
 * the board.
 *
 * @param model whose versions it is about
 * @param who says so, for others to read
 */
public record OperatorControl(KafkaConnection kafka, Topics topics, String model, String who)
    implements ModelControl {
  /** As {@code tandem models release} has it. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** In the name of the user of this process. */
  public static OperatorControl ofUser(KafkaConnection kafka, Topics topics, String model) {
    return new OperatorControl(
        kafka, topics, model, System.getProperty("user.name", "unknown") + " on the board");
  }

  @Override
  public String pin(ModelKey version, String why) {
    ModelKey known = known(version).key();
    control().pin(known, author(why));
    return "%s is pinned".formatted(known);
  }

  @Override
  public String unpin(String why) {
    PublishedModels models = read();
    control().unpin(models.model(model), author(why));
    return "%s is followed".formatted(models.newest(model).map(ModelKey::toString).orElse(model));
  }

  @Override
  public String release(ModelKey version, String why) {
    PublishedVersion held = known(version);
    if (!read().isHeld(held)) {
      throw new UsageException("%s is not held".formatted(held.key()));
    }
    Instant since =
        LogEnd.ofFeatures(kafka, topics).map(end -> end.newest().plus(AHEAD)).orElse(Instant.EPOCH);
    control().release(held.key(), since, author(why));
    return "%s is released; later versions are compared with it from %s on"
        .formatted(held.key(), since);
  }

  @Override
  public String rollBack(String why) {
    PublishedModels models = read();
    ModelKey before = models.before(models.model(model)).key();
    control().pin(before, author(why));
    return "%s is pinned instead of %s".formatted(before, models.wanted(model).orElseThrow());
  }

  private PublishedVersion known(ModelKey version) {
    if (!version.model().equals(model)) {
      throw new UsageException("%s is no version of %s".formatted(version, model));
    }
    return read().named(version.manifestKey());
  }

  private PublishedModels read() {
    return PublishedModels.read(kafka, topics);
  }

  private ControlWriter control() {
    return new ControlWriter(new ControlTopic(kafka, topics.control()));
  }

  private ControlWriter.Author author(String why) {
    return new ControlWriter.Author(who, why);
  }
}
