package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.records.ModelManifest;
import org.junit.jupiter.api.Test;

class ManifestCheckTest {
  private final ManifestCheck check = new ManifestCheck(1 << 20, 1000);

  @Test
  void shouldRefuseChunksThatDoNotFitIntoTheHeapTwice() {
    assertThatCode(() -> check.require(manifest(500, ""))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check.require(manifest(501, "")))
        .isInstanceOf(RefusedVersionException.class)
        .hasMessage(
            "loading its payload needs 1002 bytes of heap; there are 1000."
                + " Start with a larger heap (TANDEM_HEAP).");
  }

  @Test
  void shouldRefuseAPayloadElsewhereThatDoesNotFitIntoTheHeap() {
    assertThatCode(() -> check.require(manifest(1000, "file:/m"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> check.require(manifest(1001, "file:/m")))
        .isInstanceOf(RefusedVersionException.class)
        .hasMessageStartingWith("loading its payload needs 1001 bytes of heap; there are 1000.");
  }

  private static ModelManifest manifest(long bytes, String reference) {
    return ModelManifest.newBuilder(Publication.of(1, 1, 0.5f).manifest())
        .setBytes(bytes)
        .setReference(reference)
        .build();
  }
}
