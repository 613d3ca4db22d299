package dev.tandem.trainer.settings;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.ConfigException;
import dev.tandem.schemas.config.Durations;
import dev.tandem.stream.door.DoorSettings;
import dev.tandem.trainer.assembly.ModalityContract;
import dev.tandem.trainer.labels.LabelDecision;
import dev.tandem.trainer.labels.LabelSpace;
import dev.tandem.trainer.labels.Targets;
import dev.tandem.trainer.labels.Vocabulary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What both jobs need to know of clips: their contracts, topics and times. All durations are event
 * time.
 *
 * @param contracts in the configured order
 * @param from clip time of the first clips that count; empty for all
 * @param batchMaxWait part of how far the end of all streams moves time on
 */
public record JoinSettings(
    Topics topics,
    List<ModalityContract> contracts,
    LabelSpace labelSpace,
    Duration window,
    Duration tombstone,
    Duration maxDrift,
    Duration streamExpiry,
    Duration maxLeap,
    Duration labelTimeout,
    LabelDecision labelDecision,
    Optional<Instant> from,
    Duration batchMaxWait) {

  public static JoinSettings of(Config config) {
    return new JoinSettings(
        new Topics(config.get(TrainerOptions.TOPICS_PREFIX)),
        contracts(config),
        labelSpace(config),
        config.get(TrainerOptions.WINDOW),
        config.get(TrainerOptions.TOMBSTONE),
        config.get(TrainerOptions.MAX_DRIFT),
        config.get(TrainerOptions.STREAM_EXPIRY),
        maxLeap(config),
        config.get(TrainerOptions.LABEL_TIMEOUT),
        LabelDecision.of(config.get(TrainerOptions.LABEL_DECIDE)),
        config.get(TrainerOptions.FROM),
        config.get(TrainerOptions.BATCH_MAX_WAIT));
  }

  private static Duration maxLeap(Config config) {
    Duration leap = config.get(TrainerOptions.MAX_LEAP);
    Duration expiry = config.get(TrainerOptions.STREAM_EXPIRY);
    if (leap.compareTo(expiry) < 0) {
      throw new ConfigException(
          "%s is %s; must be at least %s, which is %s"
              .formatted(
                  TrainerOptions.MAX_LEAP.key(),
                  Durations.format(leap),
                  TrainerOptions.STREAM_EXPIRY.key(),
                  Durations.format(expiry)));
    }
    return leap;
  }

  private static LabelSpace labelSpace(Config config) {
    int most = config.get(TrainerOptions.MAX_CLASSES);
    if (config.get(TrainerOptions.TARGETS).isEmpty()) {
      return vocabulary(Pairs.names(config, TrainerOptions.CLASSES), most);
    }
    if (most > 0) {
      throw new ConfigException(
          "%s is %d, but %s has targets, which no label adds; must be 0"
              .formatted(TrainerOptions.MAX_CLASSES.key(), most, TrainerOptions.TARGETS.key()));
    }
    return new Targets(Pairs.names(config, TrainerOptions.TARGETS, 1));
  }

  private static Vocabulary vocabulary(List<String> names, int most) {
    try {
      return new Vocabulary(names, most == 0 ? names.size() : most);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private static List<ModalityContract> contracts(Config config) {
    List<String> names = Pairs.names(config, TrainerOptions.MODALITIES);
    Map<String, List<Integer>> shapes = Pairs.sizes(config, TrainerOptions.SHAPES, names);
    Map<String, String> extractors = Pairs.texts(config, TrainerOptions.EXTRACTORS, names);
    return names.stream()
        .map(name -> contract(name, extractors.get(name), shapes.get(name)))
        .toList();
  }

  private static ModalityContract contract(String name, String extractor, List<Integer> shape) {
    int slash = extractor.lastIndexOf('/');
    if (slash < 1) {
      throw new ConfigException(
          "%s has '%s' for %s; must be NAME/VERSION, such as log-mel/1"
              .formatted(TrainerOptions.EXTRACTORS.key(), extractor, name));
    }
    return new ModalityContract(
        name, extractor.substring(0, slash), extractor.substring(slash + 1), shape);
  }

  public List<String> modalities() {
    return contracts.stream().map(ModalityContract::name).toList();
  }

  /** A label that becomes known so long after its clip time is too late; just before, it counts. */
  public Duration labelOpen() {
    return window.plus(labelTimeout).plusMillis(1);
  }

  /**
   * What the end of all streams adds to their time: enough for the last window, label and batch to
   * close.
   */
  public Duration horizon() {
    return labelOpen().plus(batchMaxWait).multipliedBy(2).plusMillis(1);
  }

  /**
   * Record time that reading may begin at without anything being judged otherwise: what is older
   * moves no clock that a clip of {@code from} or later meets.
   *
   * <p>A stream that was last heard of before that has expired, and an end that it held back has
   * moved time by the horizon at most, when the first clip that counts closes.
   */
  public Optional<Instant> readFrom() {
    return from.map(time -> time.minus(streamExpiry).minus(horizon()));
  }

  /** How the doors of the feature topics decide. */
  public DoorSettings featureDoor() {
    return door(window);
  }

  /** How the door of the label topic decides. */
  public DoorSettings labelDoor() {
    return door(labelOpen());
  }

  private DoorSettings door(Duration open) {
    return new DoorSettings(
        from.map(Instant::toEpochMilli).orElse(Long.MIN_VALUE),
        open,
        tombstone,
        streamExpiry,
        maxLeap,
        horizon(),
        topics.deadLetters());
  }
}
