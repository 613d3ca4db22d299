package dev.tandem.ingest.fleet;

import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.publish.FlowControl;
import dev.tandem.ingest.publish.Gateway;
import dev.tandem.ingest.publish.PublisherSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How the feeds of a fleet publish.
 *
 * @param gateway speaks for all of them
 * @param modalities whose topics it speaks in
 * @param settings of a feed's run that begins at a time
 * @param flow makes one for each run, which closes it
 * @param recorder keeps what is published; for one feed alone
 */
public record Launch(
    Gateway gateway,
    List<String> modalities,
    BiFunction<FeedPlan, Instant, PublisherSettings> settings,
    Function<FeedPlan, FlowControl> flow,
    ClipRecorder recorder) {
  public Launch {
    modalities = List.copyOf(modalities);
  }

  /** Throws {@link FeedException} where the gateway does not speak of all that a feed has. */
  void requireKnown(FeedDescription feed) {
    List<String> unknown = new ArrayList<>(feed.modalityNames());
    unknown.removeAll(modalities);
    if (!unknown.isEmpty()) {
      throw new FeedException(
          "it has %s, but this run began with %s; begin it again while the feed can be opened, or name all in trainer.modalities"
              .formatted(unknown, modalities));
    }
  }
}
