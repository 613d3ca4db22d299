package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.spec.Architecture;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manifests and payloads that have the right digest and lie all the same, against PyTorch. */
class HostileNetworkTest {
  private static final String NETWORK =
      """
      {"modalities":[
        {"name":"audio","inputShape":[%s],"encoder":{"type":"mlp","widths":[%s],"representation":4,"normalization":"layer"}},
        {"name":"video","inputShape":[2],"encoder":{"type":"mlp","widths":[8],"representation":4,"normalization":"layer"}}],
       "fusion":"late-linear","classes":2}
      """;
  private static final byte[] NO_TENSORS = payload("{}", 0);

  private final SnapshotLoader loader = new SnapshotLoader(new PredictorBuilder(), 1);

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "1073741824,1073741824", "-3", "0", "1e99", "null"})
  void shouldRefuseHugeAndNegativeWidths(String widths) {
    assertRefused(NETWORK.formatted("2", widths), NO_TENSORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "0", "4294967296", "65536,65536,65536"})
  void shouldRefuseHugeAndNegativeInputs(String shape) {
    assertRefused(NETWORK.formatted(shape, "8"), NO_TENSORS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"modalities\":null}", "\u0000"})
  void shouldRefuseWhatIsNoArchitecture(String json) {
    assertRefused(json, NO_TENSORS);
  }

  @Test
  void shouldRefuseEndlessNesting() {
    assertRefused("[".repeat(1_000_000), NO_TENSORS);
    assertRefused(NETWORK.formatted("2", "8"), payload("[".repeat(1_000_000), 0));
    assertRefused(NETWORK.formatted("2", "8"), payload("{\"a\":".repeat(200_000), 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[-4],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,16]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[-16,0]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,1e18]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":\"4\",\"data_offsets\":[0,16]}}",
        "{\"w\":null}",
        "[1,2]"
      })
  void shouldRefuseHeadersThatLie(String header) {
    assertRefused(NETWORK.formatted("2", "8"), payload(header, 16));
  }

  @Test
  void shouldRefuseTensorsThatAreNotThoseOfAHugeNetwork() {
    String architecture = NETWORK.formatted("2", "20000,20000");
    List<NamedTensor> empty =
        new Network(Architecture.fromJson(architecture))
            .layout().parameters().stream()
                .map(p -> new NamedTensor(p.name(), List.of(0), ByteBuffer.allocate(0)))
                .toList();

    assertRefused(
        architecture,
        Safetensors.encode(empty),
        "tensor encoders.audio.1.weight: expected (20000, 2) but got (0)");
  }

  @Test
  void shouldRefuseInputsThatAreHugeTogether() throws RefusedVersionException {
    WarmUp.of(contract(1 << 23, 1 << 23));

    assertThatThrownBy(() -> WarmUp.of(contract(1 << 23, 1 << 23, 1)))
        .isInstanceOf(RefusedVersionException.class)
        .hasMessage("its feature contract has more than 16777216 elements in all modalities");
  }

  private static ModelManifest contract(int... elements) {
    List<FeatureContract> contracts = new ArrayList<>();
    for (int size : elements) {
      String name = "m" + contracts.size();
      contracts.add(new FeatureContract(name, new Extractor("raw", "1"), List.of(size)));
    }
    return ModelManifest.newBuilder(Publication.of(1, 1, NO_TENSORS).manifest())
        .setContract(contracts)
        .build();
  }

  @Test
  void shouldRefuseEveryTruncation() {
    byte[] whole = payload("{\"w\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", 16);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(NETWORK.formatted("2", "8"), Arrays.copyOf(whole, length));
    }
  }

  private static byte[] payload(String header, int dataBytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + dataBytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /** By its reason, and not by running out of memory or stack. */
  private void assertRefused(String architecture, byte[] payload) {
    assertRefused(architecture, payload, "");
  }

  private void assertRefused(String architecture, byte[] payload, String reason) {
    FeatureContract audio = new FeatureContract("audio", new Extractor("raw", "1"), List.of(2));
    FeatureContract video = new FeatureContract("video", new Extractor("raw", "1"), List.of(2));
    Publication publication = Publication.of(1, 1, payload);
    ModelManifest manifest =
        ModelManifest.newBuilder(publication.manifest())
            .setArchitecture(architecture)
            .setContract(List.of(audio, video))
            .build();
    CandidateVersion candidate =
        new CandidateVersion(publication.key(), manifest, publication.time(), Instant.EPOCH, 0);

    assertThatThrownBy(() -> loader.load(candidate, payload))
        .isInstanceOf(RefusedVersionException.class)
        .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank().contains(reason));
  }
}
