package dev.tandem.app.bench;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.trainer.publication.PayloadFiles;
import dev.tandem.trainer.publication.PublicationState;
import dev.tandem.trainer.publication.Publisher;
import java.time.Instant;
import java.util.List;

/** Versions of a few bytes, of which so many are retained. */
final class RetentionWork implements Grower.Work {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Publisher publisher;
  private PublicationState state = PublicationState.initial(1);

  RetentionWork(int retain) {
    publisher = new Publisher(Topics.standard(), retain, new PayloadFiles(1_024, ""));
    while (state.retained().size() < retain) {
      publish();
    }
  }

  @Override
  public long run() {
    publish();
    return 1;
  }

  private void publish() {
    state =
        publisher
            .next(state, manifest(), Double.NaN, new byte[64], Publisher.Retention.PLAIN)
            .state();
  }

  private static ModelManifest.Builder manifest() {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setStep(1)
        .setTrainedUntil(START)
        .setPublishedAt(START)
        .setArchitecture("")
        .setClassNames(List.of())
        .setContract(List.of())
        .setMetrics(List.of())
        .setProvenance(List.of());
  }
}
