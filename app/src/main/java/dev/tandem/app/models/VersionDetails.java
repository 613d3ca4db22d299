package dev.tandem.app.models;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.OffsetRange;
import dev.tandem.serving.delivery.CandidateVersion;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of one version's manifest.
 *
 * @param trainedUntil event time up to which clips were trained
 * @param held why consumers must not follow it before it is released; empty where they may
 * @param format of the payload
 * @param reference where the payload lies; empty where it is in the chunks topic
 * @param sha256 of the payload
 * @param outputs names of the classes, or of the continuous targets, in their order
 * @param architecture the network
 * @param provenance what it was made with
 * @param offsets records that were learned from; {@code until} is the first that was not
 */
public record VersionDetails(
    String version,
    long step,
    String trainedUntil,
    String publishedAt,
    String held,
    String format,
    long bytes,
    int chunks,
    String reference,
    String sha256,
    List<String> outputs,
    List<Contract> features,
    SortedMap<String, Double> metrics,
    @JsonRawValue String architecture,
    SortedMap<String, String> provenance,
    List<Offsets> offsets) {

  /** What a modality's features must be. */
  public record Contract(
      String modality, List<Integer> shape, String extractor, String extractorVersion) {
    private static Contract of(FeatureContract contract) {
      return new Contract(
          contract.getModality(),
          contract.getShape(),
          contract.getExtractor().getName(),
          contract.getExtractor().getVersion());
    }
  }

  /** Records of one partition. */
  public record Offsets(String topic, int partition, long from, long until) {
    private static Offsets of(OffsetRange range) {
      return new Offsets(range.getTopic(), range.getPartition(), range.getFrom(), range.getUntil());
    }
  }

  public static VersionDetails of(CandidateVersion version) {
    ModelManifest manifest = version.manifest();
    SortedMap<String, String> provenance = new TreeMap<>();
    for (NamedText text : manifest.getProvenance()) {
      provenance.put(text.getName(), text.getValue());
    }
    return new VersionDetails(
        version.key().toString(),
        manifest.getStep(),
        manifest.getTrainedUntil().toString(),
        manifest.getPublishedAt().toString(),
        manifest.getHeld(),
        manifest.getFormat(),
        manifest.getBytes(),
        manifest.getChunks(),
        manifest.getReference(),
        manifest.getSha256(),
        manifest.getClassNames(),
        manifest.getContract().stream().map(Contract::of).toList(),
        ListedVersion.metrics(manifest.getMetrics()),
        manifest.getArchitecture(),
        provenance,
        manifest.getOffsets().stream().map(Offsets::of).toList());
  }
}
