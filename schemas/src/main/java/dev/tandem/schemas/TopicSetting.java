package dev.tandem.schemas;

import java.util.Arrays;
import java.util.Optional;

/** Settings of topics that correctness rests on. What others are is a matter of disk and speed. */
enum TopicSetting {
  CLEANUP_POLICY("cleanup.policy", true, false, "or records are lost that are still needed"),
  TIMESTAMP_TYPE(
      "message.timestamp.type",
      true,
      false,
      "or the times at which clips ended and versions were made are replaced by the broker's"),
  MAX_MESSAGE_BYTES(
      "max.message.bytes", true, true, "or the broker refuses records that Tandem allows"),
  RETENTION_MS("retention.ms", false, true, "records that are older are deleted, read or not"),
  RETENTION_BYTES(
      "retention.bytes",
      false,
      true,
      "where a partition is larger, its oldest records are deleted, read or not"),
  TIMESTAMP_BEFORE(
      "message.timestamp.before.max.ms", false, true, "the broker refuses records that are older"),
  TIMESTAMP_AFTER(
      "message.timestamp.after.max.ms",
      false,
      false,
      "it is how far ahead of the broker's clock records may be");

  private static final String UNLIMITED = "-1";

  private final String key;
  private final boolean needed;
  private final boolean moreIsFine;
  private final String why;

  TopicSetting(String key, boolean needed, boolean moreIsFine, String why) {
    this.key = key;
    this.needed = needed;
    this.moreIsFine = moreIsFine;
    this.why = why;
  }

  static Optional<TopicSetting> of(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  String key() {
    return key;
  }

  /** Whether nothing may be read or written where it is otherwise. */
  boolean isNeeded() {
    return needed;
  }

  String why() {
    return why;
  }

  boolean isMet(String actual, String wanted) {
    return actual.equals(wanted) || (moreIsFine && number(actual) >= number(wanted));
  }

  /** {@code Long.MAX_VALUE} for unlimited, and -1 for what is no number. */
  static long number(String value) {
    if (value.equals(UNLIMITED)) {
      return Long.MAX_VALUE;
    }
    return value.matches("\\d{1,18}|" + Long.MAX_VALUE) ? Long.parseLong(value) : -1;
  }
}
