package dev.tandem.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The topic catalogue: names, partitions and settings of everything Tandem reads and writes.
 *
 * @param prefix in front of every name, without its dot; {@code av} by default
 */
public record Topics(String prefix) {
  /** Separated by commas, for options. */
  public static final String DEFAULT_MODALITIES = "audio,video";

  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final String DAY_30 = millis(Duration.ofDays(30));
  private static final String RECORD_MAX_BYTES = Integer.toString(16 << 20);

  public Topics {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topics.prefix is '%s'; allowed are letters, digits, '-', '_' and single dots"
              .formatted(prefix));
    }
  }

  public static Topics standard() {
    return new Topics("av");
  }

  public String features(String modality) {
    return prefix + ".features." + modality + ".v1";
  }

  public String labels() {
    return prefix + ".labels.v1";
  }

  public String clips() {
    return prefix + ".clips.v1";
  }

  public String models() {
    return prefix + ".models.v1";
  }

  public String modelChunks() {
    return prefix + ".model-chunks.v1";
  }

  public String control() {
    return prefix + ".control.v1";
  }

  public String predictions() {
    return prefix + ".predictions.v1";
  }

  public String shadows() {
    return prefix + ".shadows.v1";
  }

  public String training() {
    return prefix + ".training.v1";
  }

  public String deadLetters() {
    return prefix + ".dead-letters.v1";
  }

  /**
   * Every topic of a feed with these modalities. Data topics get {@code partitions}; the topics
   * that are read in one order (models, chunks, control, training) have one.
   */
  public List<TopicSpec> catalogue(List<String> modalities, int partitions) {
    List<TopicSpec> specs = new ArrayList<>();
    modalities.forEach(m -> specs.add(TopicSpec.of(features(m), partitions, stream())));
    specs.add(TopicSpec.of(labels(), partitions, stream()));
    specs.add(TopicSpec.of(clips(), partitions, stream()));
    specs.add(TopicSpec.of(predictions(), partitions, stream()));
    specs.add(TopicSpec.ordered(models(), compacted()));
    specs.add(TopicSpec.ordered(modelChunks(), compacted()));
    specs.add(TopicSpec.ordered(control(), compacted()));
    specs.add(TopicSpec.ordered(training(), stream()));
    specs.add(TopicSpec.of(shadows(), 1, stream()));
    specs.add(TopicSpec.of(deadLetters(), 1, stream()));
    return specs;
  }

  /** Those of the catalogue that are named. */
  public List<TopicSpec> named(List<String> modalities, Collection<String> names) {
    return catalogue(modalities, 1).stream().filter(spec -> names.contains(spec.name())).toList();
  }

  /** The settings of topics that records leave by their age alone. */
  static Map<String, String> stream() {
    Map<String, String> settings = every();
    settings.put("cleanup.policy", "delete");
    settings.put("retention.ms", DAY_30);
    settings.put("retention.bytes", "-1");
    return settings;
  }

  /**
   * What must not follow a broker's defaults. A record from the future is refused by the broker,
   * not by a wall-clock rule in a job.
   */
  private static Map<String, String> every() {
    Map<String, String> settings = new HashMap<>();
    settings.put("message.timestamp.type", "CreateTime");
    settings.put("message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE));
    settings.put("message.timestamp.after.max.ms", millis(Duration.ofHours(1)));
    settings.put("max.message.bytes", RECORD_MAX_BYTES);
    return settings;
  }

  /** Small segments that roll soon, so that the bytes of retired versions are really reclaimed. */
  private static Map<String, String> compacted() {
    Map<String, String> settings = every();
    settings.put("cleanup.policy", "compact");
    settings.put("segment.bytes", Integer.toString(64 << 20));
    settings.put("segment.ms", millis(Duration.ofMinutes(10)));
    settings.put("min.cleanable.dirty.ratio", "0.2");
    settings.put("file.delete.delay.ms", millis(Duration.ofSeconds(5)));
    settings.put("delete.retention.ms", millis(Duration.ofHours(1)));
    return settings;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
