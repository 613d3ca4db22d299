package dev.tandem.app.letters;

import dev.tandem.schemas.KeptTimes;
import dev.tandem.schemas.TopicAdmin;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether letters would stay in the topics that they came from, which all exist. */
public final class SourceTimes {
  private final TopicAdmin admin;
  private final Instant now;
  private final Map<String, KeptTimes> known = new HashMap<>();

  /** The caller closes {@code admin}. */
  public SourceTimes(TopicAdmin admin, Instant now) {
    this.admin = admin;
    this.now = now;
  }

  /** Throws {@link dev.tandem.schemas.UnfitTopicsException} for a letter that would be dropped. */
  public void require(DeadLetterRecord letter) {
    letter
        .source()
        .filter(source -> source.timestamp() >= 0)
        .ifPresent(
            source ->
                known
                    .computeIfAbsent(
                        source.topic(), topic -> admin.keptTimes(List.of(topic)).get(0))
                    .require(Instant.ofEpochMilli(source.timestamp()), now));
  }
}
