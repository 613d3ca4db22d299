package dev.tandem.app.models;

import dev.tandem.app.report.TopicReader;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelPointer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Every version on the topics, in a few hundred bytes each, and what operators have said of them.
 * Foreign records are passed over.
 */
public final class PublishedModels {
  private static final String NOTHING =
      "nothing was published yet, or it lies under another --prefix";

  private final NavigableMap<ModelKey, PublishedVersion> versions = new TreeMap<>();
  private final NavigableMap<String, ModelKey> pointers = new TreeMap<>();
  private final NavigableMap<String, ModelKey> pins = new TreeMap<>();
  private final NavigableMap<String, ModelKey> newestReleased = new TreeMap<>();
  private final Set<ModelKey> released = new TreeSet<>();

  PublishedModels() {}

  /** What the topics hold now. */
  public static PublishedModels read(KafkaConnection kafka, Topics topics) {
    PublishedModels models = new PublishedModels();
    TopicReader reader = new TopicReader(kafka);
    reader.read(topics.models(), models::offer);
    reader.read(topics.control(), models::steer);
    return models;
  }

  /** A record of the models topic. */
  void offer(ConsumerRecord<String, byte[]> record) {
    String key = Optional.ofNullable(record.key()).orElse("");
    Optional<ModelKey> version = ModelKey.ofManifestKey(key);
    try {
      if (version.isPresent() && record.value() == null) {
        versions.remove(version.get());
      } else if (version.isPresent()) {
        versions.put(version.get(), PublishedVersion.of(version.get(), record));
      } else if (record.value() != null) {
        ModelPointer pointer = Wire.decode(record.value(), ModelPointer.class);
        pointers.put(
            pointer.getModel(),
            new ModelKey(pointer.getModel(), pointer.getGeneration(), pointer.getVersion()));
      }
    } catch (WireException | IllegalArgumentException foreign) {
      // no version of ours
    }
  }

  /** A record of the control topic, to be told behind all of the models topic. */
  void steer(ConsumerRecord<String, byte[]> record) {
    try {
      ControlEvent event = Wire.decode(record.value(), ControlEvent.class);
      switch (event.getAction()) {
        case PIN -> pins.put(event.getModel(), key(event));
        case UNPIN, FOLLOW -> pins.remove(event.getModel());
        case RELEASE -> release(key(event));
        default -> {} // to the trainer
      }
    } catch (WireException | IllegalArgumentException foreign) {
      // no word of ours
    }
  }

  private void release(ModelKey version) {
    if (versions.containsKey(version)) {
      released.add(version);
      newestReleased.merge(version.model(), version, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }
  }

  private static ModelKey key(ControlEvent event) {
    return new ModelKey(event.getModel(), event.getGeneration(), event.getVersion());
  }

  /** By model, then generation and version. */
  public List<PublishedVersion> versions(Optional<String> model) {
    return versions.values().stream()
        .filter(version -> model.isEmpty() || version.key().model().equals(model.get()))
        .sorted(
            Comparator.comparing((PublishedVersion version) -> version.key().model())
                .thenComparing(PublishedVersion::key))
        .toList();
  }

  /**
   * The version that a user names.
   *
   * @param name {@code MODEL@GENERATION.VERSION}, or {@code MODEL} for its newest
   * @throws UsageException if there is no such version, listing those that there are
   */
  public PublishedVersion named(String name) {
    Optional<PublishedVersion> found =
        ModelKey.ofManifestKey(name).or(() -> newest(name)).map(versions::get);
    return found.orElseThrow(
        () -> new UsageException("the version is '%s'; %s".formatted(name, known())));
  }

  /**
   * A model that a user names.
   *
   * @throws UsageException if nothing of it was published, or a version is named
   */
  public String model(String name) {
    if (ModelKey.ofManifestKey(name).isPresent()) {
      throw new UsageException(
          "the model is '%s', which is a version; must be a model's name alone, such as %s"
              .formatted(name, name.substring(0, name.indexOf('@'))));
    }
    if (!models().contains(name)) {
      throw new UsageException("the model is '%s'; %s".formatted(name, knownModels()));
    }
    return name;
  }

  private Set<String> models() {
    return versions.keySet().stream()
        .map(ModelKey::model)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String knownModels() {
    return versions.isEmpty() ? NOTHING : "known are " + String.join(", ", models());
  }

  private String known() {
    if (versions.isEmpty()) {
      return NOTHING;
    }
    Map<String, List<String>> byModel = new TreeMap<>();
    versions
        .keySet()
        .forEach(
            key ->
                byModel
                    .computeIfAbsent(key.model(), model -> new ArrayList<>())
                    .add("%d.%d".formatted(key.generation(), key.version())));
    return "known are "
        + byModel.entrySet().stream()
            .map(
                entry ->
                    "%s@%s to %s"
                        .formatted(
                            entry.getKey(),
                            entry.getValue().get(0),
                            entry.getValue().get(entry.getValue().size() - 1)))
            .collect(Collectors.joining(", "))
        + ". tandem models list shows them";
  }

  /** The newest version that consumers follow: one that a pointer names, or a released one. */
  public Optional<ModelKey> newest(String model) {
    return Stream.of(pointers, newestReleased)
        .flatMap(of -> Stream.ofNullable(of.get(model)))
        .max(Comparator.naturalOrder());
  }

  public Optional<ModelKey> pin(String model) {
    return Optional.ofNullable(pins.get(model));
  }

  public boolean isHeld(PublishedVersion version) {
    return !version.held().isEmpty() && !released.contains(version.key());
  }

  /** What consumers serve: the pinned version, or the newest. */
  public Optional<ModelKey> wanted(String model) {
    return pin(model).or(() -> newest(model));
  }

  /**
   * The version that a rollback leads to: the newest before the one that is wanted, held ones left
   * out.
   *
   * @throws UsageException if there is none
   */
  public PublishedVersion before(String model) {
    ModelKey wanted =
        wanted(model)
            .orElseThrow(
                () -> new UsageException("the model is '%s'; %s".formatted(model, known())));
    List<PublishedVersion> earlier =
        versions(Optional.of(model)).stream()
            .filter(version -> version.key().compareTo(wanted) < 0 && !isHeld(version))
            .toList();
    if (earlier.isEmpty()) {
      throw new UsageException(
          "there is no version before %s to go back to; %s".formatted(wanted, known()));
    }
    return earlier.get(earlier.size() - 1);
  }
}
