package dev.tandem.app.labels;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.records.ModelManifest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the newest version of each model answers with: classes, or values of targets. */
public final class KnownOutputs {
  private final Map<String, ModelManifest> newest = new TreeMap<>();

  private KnownOutputs() {}

  /** Of all models on the topics; none where there is no topic of models yet. */
  public static KnownOutputs read(CommittedLog log, Topics topics) {
    KnownOutputs known = new KnownOutputs();
    boolean exists =
        log.allPartitions().stream()
            .anyMatch(partition -> partition.topic().equals(topics.models()));
    if (exists) {
      log.read(topics.models(), known::offer);
    }
    return known;
  }

  private void offer(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try {
      if (ModelKey.ofManifestKey(new String(record.key(), StandardCharsets.UTF_8)).isPresent()) {
        ModelManifest manifest = Wire.decode(record.value(), ModelManifest.class);
        requireReadable(manifest);
        newest.put(manifest.getModel(), manifest); // the topic has them in their order
      }
    } catch (WireException | IllegalArgumentException foreign) {
      return; // no version of ours
    }
  }

  private static void requireReadable(ModelManifest manifest) {
    var unused = isOfClasses(manifest);
  }

  private static boolean isOfClasses(ModelManifest manifest) {
    return Architecture.fromJson(manifest.getArchitecture()).kind() == Task.CLASSIFICATION;
  }

  /** Throws {@link UsageException} where there are versions, and none of them knows the class. */
  public void requireClass(String name) {
    Set<String> classes = new LinkedHashSet<>();
    newest.values().stream()
        .filter(KnownOutputs::isOfClasses)
        .forEach(manifest -> classes.addAll(manifest.getClassNames()));
    if (!newest.isEmpty() && !classes.contains(name)) {
      throw new UsageException(
          classes.isEmpty()
              ? "the class is '%s'; %s. Give --values".formatted(name, targets())
              : "the class is '%s'; known are %s. Give one of them, or --new-class for a model that gains classes"
                  .formatted(name, String.join(", ", classes)));
    }
  }

  /** Throws {@link UsageException} where there are versions, and none has so many targets. */
  public void requireValues(List<Double> values) {
    boolean fits =
        newest.values().stream()
            .anyMatch(
                manifest ->
                    !isOfClasses(manifest) && manifest.getClassNames().size() == values.size());
    if (!newest.isEmpty() && !fits) {
      throw new UsageException("--values has %d; %s".formatted(values.size(), targets()));
    }
  }

  private String targets() {
    List<String> named =
        newest.values().stream()
            .map(
                manifest ->
                    "model %s learns %s%s"
                        .formatted(
                            manifest.getModel(),
                            isOfClasses(manifest) ? "the classes " : "values of ",
                            String.join(", ", manifest.getClassNames())))
            .toList();
    return String.join("; ", named);
  }
}
