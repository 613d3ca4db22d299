package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.stream.sink.OutRecord;
import dev.tandem.stream.wire.Bytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A version that was written. Immutable.
 *
 * @param sha256 of its payload
 * @param records as they were written, in their order
 */
public record SentVersion(ModelKey key, String sha256, List<OutRecord> records) {
  public SentVersion {
    records = List.copyOf(records);
  }

  /** What is left to write of it once the version itself is not wanted any more. */
  SentVersion withoutContent() {
    return new SentVersion(key, sha256, tombstones());
  }

  List<OutRecord> tombstones() {
    return records.stream().filter(record -> record.value() == null).toList();
  }

  /** The versions that this one has taken the place of. */
  List<ModelKey> retired() {
    return tombstones().stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .flatMap(name -> ModelKey.ofManifestKey(name).stream())
        .toList();
  }

  /** Of a version with content whose payload is in chunks, or a file that its manifest names. */
  VersionContent content() {
    ModelManifest manifest =
        records.stream()
            .filter(record -> key.manifestKey().equals(name(record)) && record.value() != null)
            .map(record -> Wire.decode(record.value(), ModelManifest.class))
            .findFirst()
            .orElseThrow();
    if (!manifest.getReference().isEmpty()) {
      return new VersionContent(
          manifest, PayloadFiles.read(manifest.getReference(), manifest.getBytes()));
    }
    Chunks found = new Chunks(key, manifest.getChunks());
    records.forEach(record -> found.offer(name(record), record.value()));
    return new VersionContent(manifest, found.payload());
  }

  private static String name(OutRecord record) {
    return new String(record.key(), StandardCharsets.UTF_8);
  }

  boolean hasContent() {
    return records.stream().anyMatch(record -> record.value() != null);
  }

  public void write(DataOutput out) throws IOException {
    Bytes.writeText(key.model(), out);
    out.writeInt(key.generation());
    out.writeInt(key.version());
    Bytes.writeText(sha256, out);
    Bytes.writeAll(records, OutRecord::write, out);
  }

  public static SentVersion read(DataInput in) throws IOException {
    return new SentVersion(
        new ModelKey(Bytes.readText(in), in.readInt(), in.readInt()),
        Bytes.readText(in),
        Bytes.readAll(OutRecord::read, in));
  }
}
