package dev.tandem.schemas;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The record times that a topic takes and keeps.
 *
 * @param retentionMillis how old a record may get
 * @param beforeMillis how far a record may be behind the broker's clock
 * @param afterMillis how far a record may be ahead of it
 */
public record KeptTimes(String topic, long retentionMillis, long beforeMillis, long afterMillis) {
  static KeptTimes of(String topic, Map<String, String> settings) {
    return new KeptTimes(
        topic,
        deletes(settings) ? number(settings, TopicSetting.RETENTION_MS) : Long.MAX_VALUE,
        number(settings, TopicSetting.TIMESTAMP_BEFORE),
        number(settings, TopicSetting.TIMESTAMP_AFTER));
  }

  /** One that is only compacted keeps the newest of each key, of any age. */
  private static boolean deletes(Map<String, String> settings) {
    return settings.getOrDefault(TopicSetting.CLEANUP_POLICY.key(), "delete").contains("delete");
  }

  private static long number(Map<String, String> settings, TopicSetting setting) {
    return TopicSetting.number(settings.getOrDefault(setting.key(), "-1"));
  }

  /**
   * Whether a record of {@code time}, written at {@code now}, would be there afterwards.
   *
   * @throws UnfitTopicsException naming the setting that says no
   */
  public void require(Instant time, Instant now) {
    long age = Duration.between(time, now).toMillis();
    refuse(age > retentionMillis, TopicSetting.RETENTION_MS, retentionMillis, "deletes", time);
    refuse(age > beforeMillis, TopicSetting.TIMESTAMP_BEFORE, beforeMillis, "refuses", time);
    refuse(-age > afterMillis, TopicSetting.TIMESTAMP_AFTER, afterMillis, "refuses", time);
  }

  private void refuse(
      boolean refused, TopicSetting setting, long value, String does, Instant time) {
    if (refused) {
      throw new UnfitTopicsException(
          "a record of %s cannot be written to %s: its %s is %d (%s), and the broker %s what is %s. Take other times%s"
              .formatted(
                  time,
                  topic,
                  setting.key(),
                  value,
                  Duration.ofMillis(value),
                  does,
                  setting == TopicSetting.TIMESTAMP_AFTER ? "further ahead" : "older",
                  isLessThanTheCatalogues(setting, value)
                      ? ", or give the topic the catalogue's settings: tandem topics correct"
                      : ""));
    }
  }

  private static boolean isLessThanTheCatalogues(TopicSetting setting, long value) {
    return value < TopicSetting.number(Topics.stream().get(setting.key()));
  }
}
