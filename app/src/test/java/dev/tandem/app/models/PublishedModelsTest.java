package dev.tandem.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.TestingHeap;
import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.ControlEvent;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.NamedText;
import dev.tandem.schemas.records.NamedValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PublishedModelsTest {
  private static final int MIB = 1 << 20;

  private final PublishedModels models = new PublishedModels();
  private long offset;

  @Test
  void shouldHoldNoManifest() {
    int versions = 64;

    long held = TestingHeap.heldBy(() -> publish(versions, "x".repeat(MIB)));

    assertThat(models.versions(Optional.empty())).hasSize(versions);
    assertThat(held).isLessThan((long) versions * MIB / 4);
  }

  @Test
  void shouldKnowWhereAManifestLies() {
    publish(2, "network");

    PublishedVersion second = models.named("av@1.2");

    assertThat(second.offset()).isEqualTo(2);
    assertThat(second.partition()).hasToString("av.models.v1-0");
    assertThat(second.step()).isEqualTo(20);
    assertThat(second.metrics()).containsExactly(new NamedValue("prequential.fused", 0.5));
  }

  @Test
  void shouldForgetWhatIsRetiredAndItsRelease() {
    publish(2, "network");
    offer("av@1.3", Optional.of(manifest(3, "network", "accuracy fell")));
    offer("av@1.3", Optional.empty());

    release(3);
    assertThat(models.newest("av")).contains(new ModelKey("av", 1, 2));
    assertThat(models.versions(Optional.of("av")))
        .extracting(version -> version.key().version())
        .containsExactly(1, 2);
  }

  @Test
  void shouldFollowTheNewestThatIsOpenOrReleased() {
    publish(2, "network");
    offer("av@1.3", Optional.of(manifest(3, "network", "accuracy fell")));
    offer("av@1.4", Optional.of(manifest(4, "network", "accuracy fell")));
    assertThat(models.newest("av")).contains(new ModelKey("av", 1, 2));

    release(3);

    assertThat(models.newest("av")).contains(new ModelKey("av", 1, 3));
    assertThat(models.isHeld(models.named("av@1.3"))).isFalse();
    assertThat(models.isHeld(models.named("av@1.4"))).isTrue();
  }

  private PublishedModels publish(int versions, String network) {
    for (int version = 1; version <= versions; version++) {
      offer("av@1." + version, Optional.of(manifest(version, network, "")));
      offer("av", Optional.of(new ModelPointer("av", 1, version, "digest")));
    }
    return models;
  }

  private void offer(String key, Optional<SpecificRecordBase> value) {
    models.offer(
        new ConsumerRecord<>(
            "av.models.v1", 0, offset++, key, value.map(Wire::encode).orElse(null)));
  }

  private void release(int version) {
    ControlEvent event =
        ControlEvent.newBuilder()
            .setModel("av")
            .setAction(ControlAction.RELEASE)
            .setGeneration(1)
            .setVersion(version)
            .setWho("kim")
            .setWhy("")
            .setTime(Instant.EPOCH)
            .build();
    models.steer(new ConsumerRecord<>("av.control.v1", 0, 0, "key", Wire.encode(event)));
  }

  private static ModelManifest manifest(int version, String network, String held) {
    return ModelManifest.newBuilder()
        .setModel("av")
        .setGeneration(1)
        .setVersion(version)
        .setStep(10L * version)
        .setTrainedUntil(Instant.EPOCH)
        .setPublishedAt(Instant.EPOCH)
        .setBytes(100L)
        .setChunks(1)
        .setSha256("digest")
        .setArchitecture(network)
        .setClassNames(List.of("a", "b"))
        .setContract(List.of())
        .setMetrics(List.of(new NamedValue("prequential.fused", 0.5)))
        .setProvenance(List.of(new NamedText("feed", "studio:")))
        .setHeld(held)
        .build();
  }
}
