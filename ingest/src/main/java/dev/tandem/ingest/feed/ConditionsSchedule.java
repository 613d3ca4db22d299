package dev.tandem.ingest.feed;

import dev.tandem.ingest.FeedOptions;
import dev.tandem.ingest.FeedUri;

/**
 * Conditions that may change once.
 *
 * @param changeAt the first clip under the changed conditions; {@link FeedOptions#NEVER} for none
 */
public record ConditionsSchedule(Conditions first, Conditions changed, long changeAt) {

  public static ConditionsSchedule of(FeedUri uri) {
    Conditions first =
        new Conditions(uri.get(FeedOptions.snr(uri)), uri.get(FeedOptions.sigma(uri)));
    Conditions changed =
        new Conditions(
            uri.get(FeedOptions.CHANGE_SNR).orElse(first.snr()),
            uri.get(FeedOptions.CHANGE_SIGMA).orElse(first.sigma()));
    return new ConditionsSchedule(first, changed, uri.get(FeedOptions.CHANGE_AT));
  }

  public Conditions at(long clip) {
    return clip < changeAt ? first : changed;
  }
}
