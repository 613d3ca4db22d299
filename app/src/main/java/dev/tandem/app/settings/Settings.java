package dev.tandem.app.settings;

import dev.tandem.schemas.Topics;
import dev.tandem.schemas.config.Config;
import dev.tandem.schemas.config.Option;
import dev.tandem.serving.ServingOptions;
import dev.tandem.trainer.settings.LearnerOptions;
import dev.tandem.trainer.settings.TrainerOptions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The settings of every module, by module. Immutable. */
public final class Settings {
  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Throws {@link dev.tandem.schemas.config.ConfigException} for a key that no module knows,
   * listing those that are known, and for a value that is not allowed.
   */
  public static Settings of(Map<String, String> values) {
    Config config = Config.of(values, known());
    known().forEach(config::get);
    return new Settings(values);
  }

  /** Every setting of every module. */
  public static List<Option<?>> known() {
    return Stream.of(AppOptions.ALL, TrainerOptions.ALL, ServingOptions.ALL)
        .<Option<?>>flatMap(List::stream)
        .toList();
  }

  /** With {@code more} where the user has set nothing. */
  public Settings withDefaults(Map<String, String> more) {
    Map<String, String> merged = new TreeMap<>(more);
    merged.putAll(values);
    return of(merged);
  }

  /** Of the jobs. */
  public Config trainer() {
    return of(TrainerOptions.ALL);
  }

  /** Of the consumer; it follows the trainer's model unless told otherwise. */
  public Config serving() {
    Map<String, String> serving = select(ServingOptions.ALL);
    serving.putIfAbsent(ServingOptions.MODEL.key(), model());
    return Config.of(serving, ServingOptions.ALL);
  }

  /** The value of one of them, whosever it is. */
  public <T> T get(Option<T> option) {
    return ServingOptions.ALL.contains(option)
        ? serving().get(option)
        : Config.of(select(known()), known()).get(option);
  }

  /** Of the processes themselves. */
  public Config app() {
    return of(AppOptions.ALL);
  }

  /** Name of the model that is trained and served. */
  public String model() {
    return trainer().get(TrainerOptions.MODEL);
  }

  /** How the modalities share the learning. */
  public String policy() {
    return trainer().get(LearnerOptions.POLICY);
  }

  public Topics topics() {
    return new Topics(trainer().get(TrainerOptions.TOPICS_PREFIX));
  }

  private Config of(Collection<? extends Option<?>> options) {
    return Config.of(select(options), options);
  }

  private Map<String, String> select(Collection<? extends Option<?>> options) {
    Map<String, String> selected = new TreeMap<>();
    for (Option<?> option : options) {
      if (values.containsKey(option.key())) {
        selected.put(option.key(), values.get(option.key()));
      }
    }
    return selected;
  }
}
