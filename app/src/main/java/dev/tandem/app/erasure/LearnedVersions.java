package dev.tandem.app.erasure;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.log.CommittedLog;
import dev.tandem.schemas.log.Span;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.TrainingEvent;
import dev.tandem.schemas.records.TrainingEventKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Which versions have learned from a stream: those of a step that trained a clip of it, and all
 * that come after it in their generation. Steps are told by the training topic as far as it reaches
 * back.
 */
public final class LearnedVersions {
  private record Lineage(String model, int generation) {}

  /** The earliest step of a lineage that trained a clip, and how many clips were trained. */
  private static final class Steps {
    private final Map<Long, Long> clips = new HashMap<>();

    void put(long step, long trained) {
      clips.put(step, trained); // written at least once, each time the same
    }

    long first() {
      return clips.keySet().stream().mapToLong(step -> step).min().orElse(Long.MAX_VALUE);
    }

    long trained() {
      return clips.values().stream().mapToLong(count -> count).sum();
    }
  }

  private final StreamRecords records;
  private final Map<Lineage, Steps> steps = new HashMap<>();
  private final TreeMap<ModelKey, ModelManifest> versions = new TreeMap<>();
  private boolean whole = true;

  private LearnedVersions(StreamRecords records) {
    this.records = records;
  }

  /** What the topics say now, where {@code records} has read those of the clips. */
  public static LearnedVersions read(CommittedLog log, Topics topics, StreamRecords records) {
    LearnedVersions learned = new LearnedVersions(records);
    Map<TopicPartition, Span> training = log.whole(topics.training());
    learned.whole = training.values().stream().allMatch(span -> span.from() == 0);
    log.read(training, learned::step);
    log.read(topics.models(), learned::version);
    return learned;
  }

  private void step(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (Wire.decode(record.value()) instanceof TrainingEvent event
          && event.getKind() == TrainingEventKind.STEP) {
        long trained = event.getClipIds().stream().filter(records::isClip).count();
        if (trained > 0) {
          steps
              .computeIfAbsent(
                  new Lineage(event.getModel(), event.getGeneration()), of -> new Steps())
              .put(event.getStep(), trained);
        }
      }
    } catch (WireException junk) {
      return; // no event of ours
    }
  }

  private void version(ConsumerRecord<byte[], byte[]> record) {
    String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    ModelKey.ofManifestKey(key)
        .ifPresent(
            version -> {
              if (record.value() == null) {
                versions.remove(version);
              } else {
                keep(version, record.value());
              }
            });
  }

  private void keep(ModelKey version, byte[] value) {
    try {
      versions.put(version, Wire.decode(value, ModelManifest.class));
    } catch (WireException foreign) {
      return; // no version of ours
    }
  }

  /** A sentence for each model and generation, and what cannot be known. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    steps.forEach((lineage, found) -> lines.add(text(lineage, found)));
    lines.sort(null);
    if (lines.isEmpty()) {
      lines.add("no step on the training topic has trained a clip of it");
    }
    if (!whole) {
      lines.add("steps that retention has taken from the training topic may have, too");
    }
    return lines;
  }

  private String text(Lineage lineage, Steps found) {
    List<ModelKey> learned =
        versions.entrySet().stream()
            .filter(
                version ->
                    version.getKey().model().equals(lineage.model())
                        && version.getKey().generation() == lineage.generation()
                        && version.getValue().getStep() >= found.first())
            .map(Map.Entry::getKey)
            .toList();
    String from =
        learned.isEmpty()
            ? "no version since then is on its topic"
            : "%,d versions on its topic have learned from them, %s to %s"
                .formatted(learned.size(), learned.get(0), learned.get(learned.size() - 1));
    return "%s, generation %d: %,d clips trained, first in step %d; %s%s"
        .formatted(
            lineage.model(),
            lineage.generation(),
            found.trained(),
            found.first(),
            from,
            hasLater(lineage) ? ", and versions of later generations that went on from there" : "");
  }

  private boolean hasLater(Lineage lineage) {
    return versions.keySet().stream()
        .anyMatch(
            version ->
                version.model().equals(lineage.model())
                    && version.generation() > lineage.generation());
  }
}
