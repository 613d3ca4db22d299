package dev.tandem.app.labels;

import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.records.Label;
import dev.tandem.trainer.labels.Vocabulary;
import java.time.Instant;
import java.util.List;

/** Names that labels may have. */
public final class ClassNames {
  private ClassNames() {}

  /** Throws {@link UsageException} for what no job would take for a class. */
  public static void require(String name) {
    try {
      var unused =
          new Vocabulary(List.of(), 1)
              .read(
                  Label.newBuilder()
                      .setClipId("")
                      .setClipTime(Instant.EPOCH)
                      .setStream("")
                      .setClassName(name)
                      .build());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
