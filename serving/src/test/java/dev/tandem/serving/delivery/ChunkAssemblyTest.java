package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.records.ModelManifest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkAssemblyTest {
  private static final ModelKey KEY = new ModelKey("av", 1, 7);
  private static final byte[] PAYLOAD = {1, 2, 3, 4, 5, 6};

  private final ChunkAssembly chunks =
      new ChunkAssembly(
          KEY,
          ModelManifest.newBuilder()
              .setModel("av")
              .setGeneration(1)
              .setVersion(7)
              .setStep(1)
              .setTrainedUntil(Instant.EPOCH)
              .setPublishedAt(Instant.EPOCH)
              .setBytes(PAYLOAD.length)
              .setChunks(3)
              .setSha256(Sha256.of(PAYLOAD))
              .setArchitecture("")
              .setClassNames(List.of())
              .setContract(List.of())
              .setMetrics(List.of())
              .setProvenance(List.of())
              .build());

  private void offer(int index, int... bytes) throws RefusedVersionException {
    byte[] chunk = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chunk[i] = (byte) bytes[i];
    }
    assertThat(chunks.offer(KEY.chunkKey(index), chunk)).isTrue();
  }

  @Test
  void shouldPutChunksTogetherInWhateverOrderTheyCome() throws RefusedVersionException {
    offer(2, 5, 6);
    offer(0, 1, 2);
    assertThat(chunks.isComplete()).isFalse();
    offer(1, 3, 4);

    assertThat(chunks.isComplete()).isTrue();
    assertThat(chunks.payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void shouldTakeTheLaterOfRepeatedChunks() throws RefusedVersionException {
    offer(0, 9, 9);
    offer(1, 9, 9);
    offer(0, 1, 2);
    offer(2, 5, 6);
    offer(1, 3, 4);

    assertThat(chunks.payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void shouldTakeTheLaterOfRepeatedChunksOfOtherLengths() throws RefusedVersionException {
    offer(0, 1, 2, 3);
    offer(1, 3, 4);
    offer(2, 5);
    offer(1, 4);
    offer(0, 1, 2, 3);
    offer(2, 5, 6);

    assertThat(chunks.payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void shouldRefuseMoreThanTheManifestSays() throws RefusedVersionException {
    offer(2, 3, 4, 5);
    offer(0, 1, 2);

    assertThatThrownBy(() -> offer(1, 3, 4))
        .isInstanceOf(RefusedVersionException.class)
        .hasMessage("its chunks have more than the 6 bytes of its manifest");
  }

  @Test
  void shouldRefuseAnotherDigest() throws RefusedVersionException {
    offer(0, 1, 2);
    offer(1, 3, 4);
    offer(2, 5, 5);

    assertThatThrownBy(chunks::payload)
        .isInstanceOf(RefusedVersionException.class)
        .hasMessageContaining("its payload has SHA-256");
  }

  @Test
  void shouldLeaveChunksOfOthersAlone() throws RefusedVersionException {
    assertThat(chunks.offer(new ModelKey("av", 1, 8).chunkKey(0), PAYLOAD)).isFalse();
    assertThat(chunks.offer(KEY.chunkKey(3), PAYLOAD)).isFalse();
    assertThat(chunks.progress()).isEqualTo("0 of 3 chunks");
  }
}
