package dev.tandem.serving.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.ModelKey;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.records.ControlAction;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionFollowerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final DeliverySettings SETTINGS =
      new DeliverySettings(
          Publication.MODEL, PATIENCE, Duration.ofMillis(500), 1 << 20, 2, 1, Optional.empty());

  private final TestingTopics topics = new TestingTopics();
  private final TestingModels models = new TestingModels();
  private final TestingClock clock = new TestingClock();
  private final RecordingSink sink = new RecordingSink();

  @Test
  void shouldDeliverEachVersionInOrder() {
    VersionFollower follower = follower();
    for (int version = 1; version <= 3; version++) {
      topics.publish(Publication.of(1, version, 0.1f * version));
      turn(follower);
    }

    assertThat(sink.events()).containsExactly("deliver m@1.1", "deliver m@1.2", "deliver m@1.3");
    assertThat(models.built()).extracting(m -> m.weight()).containsExactly(0.1f, 0.2f, 0.1f * 3);
  }

  @Test
  void shouldStartWithTheNewestVersionAndReadNoOlderChunks() {
    for (int version = 1; version <= 5; version++) {
      topics.publish(Publication.of(1, version, 0.5f));
    }
    turn(follower());

    assertThat(sink.events()).first().isEqualTo("deliver m@1.5");
    assertThat(topics.seeks()).containsExactly(Publication.of(1, 5, 0.5f).time().minusMillis(500));
  }

  @Test
  void shouldSearchFurtherBackWhereTheEndHoldsOtherModelsOnly() {
    topics.publish(Publication.of(1, 1, 0.5f));
    topics.showVersions(List.of(Publication.record("other", Optional.empty(), Instant.EPOCH)));
    topics.beginBeforeEnd(1);
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldFindAManifestThatTheFirstSpanCutOff() {
    topics.publish(Publication.of(1, 1, 0.5f));
    topics.beginBeforeEnd(1);
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldLetANewerVersionTakeThePlaceOfTheOneBeingCollected() {
    Publication stuck = Publication.of(1, 1, 0.1f);
    topics.showVersions(stuck.modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    topics.publish(Publication.of(1, 2, 0.2f));
    turn(follower);

    assertThat(sink.events()).containsExactly("deliver m@1.2", "supersede m@1.1 by m@1.2");
  }

  @Test
  void shouldReportVersionsThatCameTogetherAsSuperseded() {
    VersionFollower follower = follower();
    topics.publish(Publication.of(1, 1, 0.1f));
    topics.publish(Publication.of(1, 2, 0.2f));
    topics.publish(Publication.of(2, 1, 0.3f));
    turn(follower);

    assertThat(sink.events())
        .containsExactly("deliver m@2.1", "supersede m@1.1 by m@2.1", "supersede m@1.2 by m@2.1");
  }

  @Test
  void shouldWaitForChunksThatAreNotVisibleYet() {
    Publication publication = Publication.of(1, 1, 0.5f);
    List<LogRecord> chunks = publication.chunkRecords();
    topics.showVersions(publication.modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    clock.advance(PATIENCE);
    turn(follower);
    topics.showChunks(chunks.subList(0, 1));
    turn(follower);
    clock.advance(PATIENCE);
    turn(follower);
    assertThat(sink.events()).isEmpty();

    topics.showChunks(chunks.subList(1, chunks.size()));
    turn(follower);
    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldLeaveChunksThatDoNotComeAndGoOn() {
    Publication torn = Publication.of(1, 1, 0.5f);
    topics.showVersions(torn.modelRecords());
    topics.showChunks(torn.chunkRecords().subList(0, 1));
    VersionFollower follower = follower();
    turn(follower);
    clock.advance(PATIENCE.plusMillis(1));
    turn(follower);
    topics.publish(Publication.of(1, 2, 0.5f));
    turn(follower);
    clock.advance(Duration.ofMinutes(1));
    turn(follower);

    assertThat(sink.events())
        .containsExactly(
            "refuse m@1.1: only 1 of 2 chunks became visible, none for PT10S."
                + " It is tried again after PT10S.",
            "deliver m@1.2");
  }

  @Test
  void shouldDeliverAVersionWhoseChunksComeAfterPatienceEnded() {
    Publication late = Publication.of(1, 2, 0.2f);
    topics.publish(Publication.of(1, 1, 0.1f));
    topics.showVersions(late.modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    clock.advance(PATIENCE.plusMillis(1));
    turn(follower);
    topics.showChunks(late.chunkRecords());
    turn(follower);
    assertThat(sink.events()).hasSize(2).last().isEqualTo("deliver m@1.1");

    clock.advance(Duration.ofSeconds(10));
    turn(follower);
    assertThat(sink.events()).hasSize(3).last().isEqualTo("deliver m@1.2");
  }

  @Test
  void shouldNotTakeTheTimeWithoutABrokerForLateness() {
    Publication publication = Publication.of(1, 1, 0.5f);
    topics.showVersions(publication.modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    topics.reachable(false);
    for (int minute = 0; minute < 2; minute++) {
      clock.advance(Duration.ofMinutes(1));
      assertThatThrownBy(follower::turn).isInstanceOf(TimeoutException.class);
    }
    topics.reachable(true);
    turn(follower);
    assertThat(sink.events()).isEmpty();

    topics.showChunks(publication.chunkRecords());
    turn(follower);
    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldWaitAnewForChunksAfterAnOutage() {
    topics.showVersions(Publication.of(1, 1, 0.5f).modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    topics.reachable(false);
    clock.advance(PATIENCE.minusSeconds(1));
    assertThatThrownBy(follower::turn).isInstanceOf(TimeoutException.class);
    topics.reachable(true);
    clock.advance(PATIENCE);
    turn(follower);

    assertThat(sink.events()).isEmpty();
  }

  @Test
  void shouldTakeARepublishedVersionThatWasGivenUp() {
    Publication lost = Publication.of(1, 1, 0.5f);
    topics.showVersions(lost.modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    clock.advance(PATIENCE.plusMillis(1));
    turn(follower);
    topics.publish(lost);
    turn(follower);

    assertThat(sink.events()).last().isEqualTo("deliver m@1.1");
  }

  @Test
  void shouldFallBackToTheNextNewestWhereTheNewestIsRefused() {
    byte[] torn = Publication.of(1, 2, 0.2f).payload();
    torn[torn.length - 1] ^= 1;
    topics.publish(Publication.of(1, 1, 0.1f));
    topics.publish(Publication.of(1, 2, 0.2f).with(torn));
    VersionFollower follower = follower();
    turn(follower);
    turn(follower);

    assertThat(sink.events()).hasSize(2);
    assertThat(sink.events().get(0))
        .startsWith("refuse m@1.2: its payload has SHA-256 ")
        .endsWith(", its manifest says " + Publication.of(1, 2, 0.2f).manifest().getSha256());
    assertThat(sink.events().get(1)).isEqualTo("deliver m@1.1");
  }

  @Test
  void shouldFallBackWhereCompactionLeftTheLastPointerAlone() {
    byte[] torn = Publication.of(1, 2, 0.2f).payload();
    torn[torn.length - 1] ^= 1;
    publishWithoutPointer(Publication.of(1, 1, 0.1f));
    topics.publish(Publication.of(1, 2, 0.2f).with(torn));
    VersionFollower follower = follower();
    turn(follower);
    turn(follower);

    assertThat(sink.events()).hasSize(2).last().isEqualTo("deliver m@1.1");
  }

  @Test
  void shouldFallBackWhereTheNewestWasRemoved() {
    publishWithoutPointer(Publication.of(1, 1, 0.1f));
    topics.publish(Publication.of(1, 2, 0.2f));
    topics.showVersions(List.of(Publication.of(1, 2, 0.2f).tombstone()));
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldNotFollowAVersionThatNoPointerReached() {
    topics.publish(Publication.of(1, 1, 0.1f));
    publishWithoutPointer(Publication.of(1, 2, 0.2f));
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  private void publishWithoutPointer(Publication publication) {
    topics.showChunks(publication.chunkRecords());
    topics.showVersions(List.of(publication.manifestRecord()));
  }

  @Test
  void shouldNeverGoBackToAnOlderVersion() {
    VersionFollower follower = follower();
    topics.publish(Publication.of(2, 1, 0.5f));
    turn(follower);
    topics.publish(Publication.of(1, 9, 0.5f));
    topics.publish(Publication.of(2, 1, 0.5f));
    turn(follower);

    assertThat(sink.events()).containsExactly("deliver m@2.1");
  }

  @Test
  void shouldRefuseWhatIsNotSafetensors() {
    refused(
        Publication.of(1, 2, "not a snapshot".getBytes(StandardCharsets.UTF_8)),
        "its payload is not safetensors: header length");
  }

  @Test
  void shouldRefuseAHeaderThatLiesAboutItsSize() {
    byte[] payload = Publication.of(1, 2, 0.5f).payload();
    Arrays.fill(payload, 0, 7, (byte) 0x7F);
    refused(Publication.of(1, 2, payload), "its payload is not safetensors: header length");
  }

  @Test
  void shouldRefuseWeightsThatMakeNoModel() {
    byte[] payload = Publication.of(1, 2, 0.5f).payload();
    String renamed = new String(payload, StandardCharsets.ISO_8859_1).replace("weight", "wheigt");
    refused(
        Publication.of(1, 2, renamed.getBytes(StandardCharsets.ISO_8859_1)),
        "its weights make no model: expected weight but got wheigt");
  }

  @Test
  void shouldRefuseAModelThatDoesNotAnswerItsFirstExample() {
    refused(
        Publication.of(1, 2, Float.NaN), "its head audio answers NaN for zeros; must be finite");
    assertThat(models.built()).extracting(model -> model.closes()).containsExactly(0, 1, 0);
  }

  @Test
  void shouldRefuseAnotherNumberOfClasses() {
    refusedManifest(
        builder().setClassNames(List.of("a", "b", "c")),
        "its head audio has 2 outputs, its manifest names 3");
  }

  @Test
  void shouldRefuseAHugePayloadBeforeReadingIt() {
    refusedManifest(
        builder().setBytes(Long.MAX_VALUE).setChunks(Integer.MAX_VALUE),
        "its payload has 9223372036854775807 bytes; must be 1 to 1048576."
            + " Raise serving.max-model-bytes to load it.");
  }

  @Test
  void shouldRefuseMoreBytesThanTheManifestSays() {
    int bytes = Publication.of(1, 2, 0.5f).payload().length - 1;
    refusedManifest(
        builder().setBytes(bytes),
        "its chunks have more than the %d bytes of its manifest".formatted(bytes));
  }

  @Test
  void shouldRefuseFewerBytesThanTheManifestSays() {
    int bytes = Publication.of(1, 2, 0.5f).payload().length;
    refusedManifest(
        builder().setBytes(bytes + 1),
        "its chunks have %d bytes, its manifest says %d".formatted(bytes, bytes + 1));
  }

  @Test
  void shouldRefuseAHugeContract() {
    FeatureContract huge =
        new FeatureContract("audio", new Extractor("raw", "1"), List.of(1 << 30, 1 << 30, 1 << 30));
    topics.publish(Publication.of(1, 2, 0.5f).with(builder().setContract(List.of(huge))));
    turn(follower());

    assertThat(sink.events())
        .containsExactly(
            "refuse m@1.2: its feature contract has shape [1073741824, 1073741824, 1073741824] for audio;"
                + " must be positive sizes of at most 16777216 elements");
  }

  @Test
  void shouldRefuseAContractThatNamesAModalityTwice() {
    FeatureContract audio = new FeatureContract("audio", new Extractor("raw", "1"), List.of(2));
    topics.publish(Publication.of(1, 2, 0.5f).with(builder().setContract(List.of(audio, audio))));
    turn(follower());

    assertThat(sink.events())
        .containsExactly("refuse m@1.2: its feature contract names audio twice");
  }

  @Test
  void shouldRefuseAReference() {
    refusedManifest(
        builder().setReference("s3://bucket/m"),
        "its payload lies at 's3://bucket/m', which nothing here reads. Mount it as a file, put a"
            + " ReferenceReader for it on the class path, or raise publish.inline-limit.");
  }

  @Test
  void shouldReadAPayloadFromWhereAServiceReads() {
    Publication publication = Publication.of(1, 1, 0.25f);
    MemoryReader.STORED.put("m-1", publication.payload());
    topics.showVersions(
        publication
            .with(
                ModelManifest.newBuilder(publication.manifest())
                    .setChunks(0)
                    .setReference("memory:m-1"))
            .modelRecords());
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
  }

  @Test
  void shouldRefuseAPayloadThatItsServiceDoesNotFind() {
    refusedManifest(
        builder().setReference("memory:nowhere"),
        "its payload at memory:nowhere cannot be read: java.io.FileNotFoundException: nowhere");
  }

  @Test
  void shouldRefuseAPayloadThatTheHeapCannotTake() {
    refusedManifest(
        builder().setReference("memory:" + MemoryReader.HUGE),
        "it is too large to be loaded here: java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void shouldReadAPayloadThatCouldNotBeReadBefore() {
    Publication publication = Publication.of(1, 1, 0.25f);
    topics.showVersions(
        publication
            .with(
                ModelManifest.newBuilder(publication.manifest())
                    .setChunks(0)
                    .setReference("memory:later"))
            .modelRecords());
    VersionFollower follower = follower();
    turn(follower);
    MemoryReader.STORED.put("later", publication.payload());
    clock.advance(Duration.ofSeconds(10));
    turn(follower);

    assertThat(sink.events())
        .containsExactly(
            "refuse m@1.1: its payload at memory:later cannot be read:"
                + " java.io.FileNotFoundException: later. It is tried again after PT10S.",
            "deliver m@1.1");
  }

  @Test
  void shouldReadAPayloadFromAFile(@TempDir Path directory) throws IOException {
    Publication publication = Publication.of(1, 1, 0.25f);
    Path file = directory.resolve("payload");
    Files.write(file, publication.payload());
    topics.showVersions(publication.with(inFile(publication, file)).modelRecords());
    turn(follower());

    assertThat(sink.events()).containsExactly("deliver m@1.1");
    assertThat(models.built()).extracting(model -> model.weight()).containsExactly(0.25f);
  }

  @Test
  void shouldRefuseAnotherFileThanThePublishedOne(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("payload");
    byte[] other = Publication.of(1, 2, 0.75f).payload();
    Files.write(file, other);
    refusedManifest(
        inFile(Publication.of(1, 2, 0.5f), file),
        "its payload at %s has SHA-256 %s, its manifest says"
            .formatted(file.toUri(), Publication.sha256(other)));
  }

  @Test
  void shouldRefuseAFileOfAnotherSizeWithoutReadingIt(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("payload");
    Files.write(file, new byte[7]);
    int bytes = Publication.of(1, 2, 0.5f).payload().length;
    refusedManifest(
        inFile(Publication.of(1, 2, 0.5f), file),
        "its payload's file %s has 7 bytes, its manifest says %d".formatted(file, bytes));
  }

  @Test
  void shouldRefuseAFileThatIsNotThere(@TempDir Path directory) {
    refusedManifest(
        inFile(Publication.of(1, 2, 0.5f), directory),
        "its payload's file %s is not there".formatted(directory));
  }

  private static ModelManifest.Builder inFile(Publication publication, Path file) {
    return ModelManifest.newBuilder(publication.manifest())
        .setReference(file.toUri().toString())
        .setChunks(0);
  }

  @Test
  void shouldRefuseOtherFeaturesThanTheClipsHaveThatItAnswers() {
    refusedManifest(
        builder()
            .setContract(
                List.of(new FeatureContract("audio", new Extractor("raw", "2"), List.of(2)))),
        "its feature contract is audio [2] raw/2; the clips answered here have audio [2] raw/1."
            + " Start the consumer again to take over another contract.");
  }

  @Test
  void shouldNotFollowAHeldVersionBeforeItIsReleased() {
    Publication good = Publication.of(1, 1, 0.1f);
    Publication held = held(Publication.of(1, 2, 0.2f));
    VersionFollower follower = follower();
    topics.publish(good);
    topics.showChunks(held.chunkRecords());
    topics.showVersions(List.of(held.manifestRecord()));
    turn(follower);
    assertThat(sink.events()).containsExactly("deliver m@1.1");

    topics.control(ControlAction.RELEASE, 1, 2);
    turn(follower);
    assertThat(sink.events()).containsExactly("deliver m@1.1", "steer newest", "deliver m@1.2");
  }

  @Test
  void shouldNotFollowAHeldVersionForAPointerToIt() {
    topics.publish(held(Publication.of(1, 2, 0.2f)));
    turn(follower());

    assertThat(sink.events()).isEmpty();
  }

  private static Publication held(Publication publication) {
    return publication.with(
        ModelManifest.newBuilder(publication.manifest()).setHeld("accuracy fell"));
  }

  @Test
  void shouldRefuseAnotherFormat() {
    refusedManifest(builder().setFormat("pickle"), "its format is 'pickle'; must be safetensors");
  }

  @Test
  void shouldRefuseForeignRecordsUnderTheModelsKeys() {
    VersionFollower follower = follower();
    topics.publish(Publication.of(1, 1, 0.5f));
    turn(follower);
    Optional<byte[]> foreign = Optional.of(new byte[] {1, 2, 3});
    topics.showVersions(
        List.of(
            Publication.record("", foreign, Instant.EPOCH),
            Publication.record("other@1.1", foreign, Instant.EPOCH),
            Publication.record("m@1.2", foreign, Instant.EPOCH),
            Publication.record("m", foreign, Instant.EPOCH),
            Publication.record(
                "m@1.9", Publication.of(1, 3, 0.5f).manifestRecord().value(), Instant.EPOCH)));
    turn(follower);

    String unreadable = "not Avro single-object encoding: 3 bytes without the marker C3 01";
    assertThat(sink.events())
        .containsExactly(
            "deliver m@1.1",
            "refuse m@1.2: unreadable manifest m@1.2: " + unreadable,
            "refuse m: unreadable pointer of m: " + unreadable,
            "refuse m@1.9: the manifest under key m@1.9 names m@1.3");
  }

  private void refusedManifest(ModelManifest.Builder manifest, String reason) {
    refused(Publication.of(1, 2, 0.5f).with(manifest), reason);
  }

  private static ModelManifest.Builder builder() {
    return ModelManifest.newBuilder(Publication.of(1, 2, 0.5f).manifest());
  }

  /** Publishes it after a good version, and before another, which must both be served. */
  private void refused(Publication bad, String reason) {
    VersionFollower follower = follower();
    topics.publish(Publication.of(1, 1, 0.5f));
    turn(follower);
    topics.publish(bad);
    turn(follower);
    topics.publish(Publication.of(1, 3, 0.5f));
    turn(follower);

    assertThat(sink.events()).hasSize(3);
    assertThat(sink.events().get(1)).startsWith("refuse m@1.2: " + reason);
    assertThat(sink.delivered())
        .extracting(ServedModel::key)
        .endsWith(new ModelKey("m", 1, 1), new ModelKey("m", 1, 3));
  }

  private VersionFollower follower() {
    return new VersionFollower(
        SETTINGS, Topics.standard(), topics.versionLog(), topics.chunkLog(), models, sink, clock);
  }

  private static void turn(VersionFollower follower) {
    follower.turn();
    follower.turn();
  }
}
