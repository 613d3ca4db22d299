package dev.tandem.app.models;

import dev.tandem.learner.spec.Architecture;
import dev.tandem.learner.spec.Task;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.NamedValue;
import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.serving.delivery.CandidateVersion;
import java.util.ArrayList;
import java.util.List;

/** All of one version's manifest. */
public final class VersionDump {
  private VersionDump() {}

  public static List<String> lines(CandidateVersion version) {
    ModelManifest manifest = version.manifest();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("version", version.key().toString()));
    rows.add(List.of("step", "%,d".formatted(manifest.getStep())));
    rows.add(List.of("trained until", manifest.getTrainedUntil().toString()));
    rows.add(List.of("published", manifest.getPublishedAt().toString()));
    rows.add(List.of("held", manifest.getHeld().isEmpty() ? "no" : manifest.getHeld()));
    rows.add(List.of("payload", payload(manifest)));
    rows.add(List.of("sha-256", manifest.getSha256()));
    rows.add(List.of(outputs(manifest), String.join(", ", manifest.getClassNames())));
    for (FeatureContract contract : manifest.getContract()) {
      rows.add(List.of("features " + contract.getModality(), features(contract)));
    }
    for (NamedValue metric : manifest.getMetrics()) {
      rows.add(List.of(metric.getName(), "%.4f".formatted(metric.getValue())));
    }
    rows.add(List.of("architecture", manifest.getArchitecture()));
    for (NamedText text : manifest.getProvenance()) {
      rows.add(List.of(text.getName(), text.getValue()));
    }
    for (OffsetRange range : manifest.getOffsets()) {
      rows.add(List.of("records of " + range.getTopic(), offsets(range)));
    }
    return TextTable.lines(rows);
  }

  private static String outputs(ModelManifest manifest) {
    return Architecture.fromJson(manifest.getArchitecture()).kind() == Task.CLASSIFICATION
        ? "classes"
        : "targets";
  }

  private static String offsets(OffsetRange range) {
    return "partition %d, offsets %d to %d"
        .formatted(range.getPartition(), range.getFrom(), range.getUntil() - 1);
  }

  private static String payload(ModelManifest manifest) {
    String where =
        manifest.getReference().isEmpty()
            ? "%d chunks".formatted(manifest.getChunks())
            : manifest.getReference();
    return "%,d bytes of %s in %s".formatted(manifest.getBytes(), manifest.getFormat(), where);
  }

  private static String features(FeatureContract contract) {
    return "%s of %s %s"
        .formatted(
            contract.getShape(),
            contract.getExtractor().getName(),
            contract.getExtractor().getVersion());
  }
}
