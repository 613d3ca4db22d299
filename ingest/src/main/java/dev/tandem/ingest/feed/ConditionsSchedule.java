package dev.tandem.ingest.feed;

/**
 * Conditions that may change once.
 *
 * @param changeAt the first clip under the changed conditions; {@link ConditionOptions#NEVER} for
 *     none
 */
public record ConditionsSchedule(Conditions first, Conditions changed, long changeAt) {

  public static ConditionsSchedule of(FeedUri uri) {
    ConditionOptions options = uri.type().conditions().orElseThrow();
    Conditions first = new Conditions(uri.get(options.snr()), uri.get(options.sigma()));
    Conditions changed =
        new Conditions(
            uri.get(ConditionOptions.CHANGE_SNR).orElse(first.snr()),
            uri.get(ConditionOptions.CHANGE_SIGMA).orElse(first.sigma()));
    return new ConditionsSchedule(first, changed, uri.get(ConditionOptions.CHANGE_AT));
  }

  public Conditions at(long clip) {
    return clip < changeAt ? first : changed;
  }
}
