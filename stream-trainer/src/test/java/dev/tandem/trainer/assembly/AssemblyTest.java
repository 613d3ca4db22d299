package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.assembly.TestingParts.audio;
import static dev.tandem.trainer.assembly.TestingParts.audioSegment;
import static dev.tandem.trainer.assembly.TestingParts.part;
import static dev.tandem.trainer.assembly.TestingParts.video;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.schemas.records.Features;
import dev.tandem.stream.door.Tally;
import dev.tandem.stream.metrics.JobMetric;
import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.ClipEvent.JoinedClip;
import dev.tandem.trainer.assembly.ClipEvent.LostClip;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Window 100, tombstone 50. */
class AssemblyTest {
  private AssemblyHarness assembly = new AssemblyHarness();

  @AfterEach
  void close() throws Exception {
    assembly.close();
  }

  @Test
  void shouldJoinACompleteClipAtOnce() throws Exception {
    assembly.send(video(0, 30), audio(0, 20));

    JoinedClip clip = joined();
    assertThat(clip.outcome()).isEqualTo(ClipOutcome.COMPLETE);
    assertThat(clip.readyTime()).isEqualTo(30);
    assertThat(clip.clipTime()).isZero();
    assertThat(clip.stream()).isEqualTo(TestingRecords.STREAM);
    assertThat(clip.modalities()).extracting(ModalityData::modality).containsExactly(0, 1);
    assertThat(clip.modalities().get(0).values()).containsExactly(1, 2, 3, 4);
    assertThat(clip.modalities().get(1).values()).containsExactly(-0.5f, 0, 0.5f, 126.5f);
    assertForgottenAfter(150);
  }

  @Test
  void shouldJoinAPartialClipAtItsDeadline() throws Exception {
    assembly.send(audio(0, 20));
    assembly.watermark(99);
    assertThat(assembly.events()).isEmpty();
    assembly.watermark(100);

    assertThat(joined().outcome()).isEqualTo(ClipOutcome.PARTIAL);
    assertThat(joined().readyTime()).isEqualTo(100);
    assertThat(joined().modalities()).extracting(ModalityData::modality).containsExactly(0);
    assertForgottenAfter(150);
  }

  @Test
  void shouldCallAClipLateIfAllItsPartsAre() throws Exception {
    assembly.send(audio(0, 20).asLate(), video(0, 30).asLate());
    assembly.watermark(100);

    assertThat(assembly.events()).containsExactly(new LostClip("x", ClipOutcome.LATE));
    assertForgottenAfter(150);
  }

  @Test
  void shouldIgnoreALatePartOfAClipThatHasOthers() throws Exception {
    assembly.send(video(0, 30).asLate(), audio(0, 20));
    assembly.watermark(100);

    assertThat(joined().outcome()).isEqualTo(ClipOutcome.PARTIAL);
    assertThat(assembly.tallies()).isEmpty();
    assertForgottenAfter(150);
  }

  @Test
  void shouldNotCloseAClipAtTheDeadlineOfALatePart() throws Exception {
    for (List<Part> order :
        List.of(
            List.of(video(50, 60), audio(0, 100).asLate()),
            List.of(audio(0, 100).asLate(), video(50, 60)))) {
      assembly = new AssemblyHarness();
      assembly.send(order.toArray(Part[]::new));
      assembly.watermark(149);
      assertThat(assembly.events()).isEmpty();
      assembly.watermark(150);

      assertThat(joined().readyTime()).isEqualTo(150);
      assertForgottenAfter(200);
    }
  }

  @Test
  void shouldDeadLetterAClipWithoutAWholeModality() throws Exception {
    assembly.send(audioSegment(0, 20));
    assembly.watermark(100);

    assertThat(assembly.events()).containsExactly(new LostClip("x", ClipOutcome.DEAD_LETTERED));
    assertThat(assembly.tallies()).containsExactly(Tally.INVALID);
    assertThat(assembly.reasons())
        .containsExactly("its modality was not whole when the clip closed");
    assertForgottenAfter(150);
  }

  @Test
  void shouldRefuseWhatIsNotWholeInAPartialClip() throws Exception {
    assembly.send(audioSegment(1, 20), video(0, 20));
    assembly.watermark(100);

    assertThat(joined().modalities()).extracting(ModalityData::modality).containsExactly(1);
    assertThat(assembly.reasons())
        .containsExactly("its modality was not whole when the clip closed");
  }

  @Test
  void shouldJoinSegmentsInTheirOrder() throws Exception {
    assembly.send(audioSegment(1, 40), video(0, 20), audioSegment(0, 30));

    assertThat(joined().readyTime()).isEqualTo(40);
    assertThat(joined().modalities().get(0).shape()).containsExactly(4);
    assertThat(joined().modalities().get(0).values()).containsExactly(0, 0.5f, 1, 1.5f);
    assertThat(joined().modalities().get(0).origins())
        .extracting("offset")
        .containsExactly(30L, 40L);
  }

  @Test
  void shouldRefuseSegmentsThatDoNotMakeTheShape() throws Exception {
    assembly.send(
        part(TestingRecords.audio("x", 0, 1).setSegment(0).setSegments(2), 20),
        part(TestingRecords.audio("x", 0, 1, 2).setSegment(1).setSegments(2), 20));
    assembly.watermark(100);

    assertThat(assembly.events()).containsExactly(new LostClip("x", ClipOutcome.DEAD_LETTERED));
    assertThat(assembly.tallies()).containsExactly(Tally.INVALID, Tally.INVALID);
  }

  @Test
  void shouldCountADuplicateBeforeAndAfterTheClipCloses() throws Exception {
    assembly.send(audio(0, 20), audio(0, 20), video(0, 20), audio(0, 20), video(0, 20));

    assertThat(assembly.events()).hasSize(1);
    assertThat(assembly.tallies()).containsOnly(Tally.DUPLICATE).hasSize(3);
    assertThat(assembly.reasons()).isEmpty();
  }

  @Test
  void shouldKeepTheFirstOfConflictingParts() throws Exception {
    Part other = part(TestingRecords.audio("x", 0, 9, 9, 9, 9), 21);
    assembly.send(audio(0, 20), other, video(0, 20), other);

    assertThat(joined().modalities().get(0).values()).containsExactly(1, 2, 3, 4);
    assertThat(assembly.tallies()).containsExactly(Tally.CONFLICTING, Tally.CONFLICTING);
    assertThat(assembly.reasons()).containsOnly("conflicts with an earlier part");
  }

  @Test
  void shouldDecideAlikeOnConflictingClipTimesInEitherOrder() throws Exception {
    for (List<Part> order :
        List.of(List.of(audio(10, 20), video(0, 30)), List.of(video(0, 30), audio(10, 20)))) {
      assembly = new AssemblyHarness();
      assembly.send(order.toArray(Part[]::new));
      assembly.watermark(99);
      assertThat(assembly.events()).isEmpty();
      assembly.watermark(110);

      assertThat(joined().modalities()).extracting(ModalityData::modality).containsExactly(1);
      assertThat(List.of(joined()))
          .extracting(JoinedClip::outcome, JoinedClip::clipTime, JoinedClip::readyTime)
          .containsExactly(tuple(ClipOutcome.PARTIAL, 0L, 100L));
      assertThat(assembly.tallies()).containsExactly(Tally.CONFLICTING);
      assertThat(assembly.reasons()).containsExactly("clip time is 10; another modality has 0");
      assertForgottenAfter(150);
    }
  }

  @Test
  void shouldForgetAClipOfConflictingTimesEvenWithAShortTombstone() throws Exception {
    assembly.send(audio(80, 90), video(0, 30));
    assembly.watermark(1000);

    assertThat(assembly.events()).hasSize(1);
    assertThat(assembly.stateEntries() + assembly.timers()).isZero();
  }

  @Test
  void shouldGoOnAlikeAfterARestore() throws Exception {
    assembly.send(audioSegment(0, 20), video(0, 20));
    assembly.restore();
    assembly.send(audioSegment(1, 30), video(0, 20));

    assertThat(joined().outcome()).isEqualTo(ClipOutcome.COMPLETE);
    assertThat(joined().readyTime()).isEqualTo(30);
    assertThat(assembly.tallies()).containsExactly(Tally.DUPLICATE);
    assertForgottenAfter(150);
  }

  @Test
  void shouldCloseAndForgetAClipByItsStateAloneAfterARestore() throws Exception {
    assembly.send(audio(0, 20));
    assembly.restore();
    assembly.watermark(100);
    assertThat(joined().outcome()).isEqualTo(ClipOutcome.PARTIAL);

    assembly.restore();
    assembly.watermark(149);
    assertThat(assembly.stateEntries()).isEqualTo(1);
    assembly.watermark(150);
    assertThat(assembly.stateEntries() + assembly.timers()).isZero();
  }

  @Test
  void shouldWaitOnceForAClipOfManySegments() throws Exception {
    assembly.send(audioSegment(0, 20), audioSegment(1, 30));

    assertThat(assembly.timers()).isEqualTo(1);
  }

  @Test
  void shouldCallAClipLateAtItsDeadlineAfterARestore() throws Exception {
    assembly.send(audio(0, 20).asLate());
    assembly.restore();
    assembly.watermark(99);
    assertThat(assembly.events()).isEmpty();
    assembly.watermark(100);

    assertThat(assembly.events()).containsExactly(new LostClip("x", ClipOutcome.LATE));
  }

  @Test
  void shouldCountClipsByOutcomeAndStream() throws Exception {
    assembly.send(audio(0, 20), video(0, 20), audio(0, 20), part(other("y"), 20));
    assembly.send(part(other("z"), 20).asLate());
    assembly.watermark(100);

    assertThat(assembly.metric(JobMetric.CLIPS, "complete")).isEqualTo(1);
    assertThat(assembly.metric(JobMetric.CLIPS, "partial")).isEqualTo(1);
    assertThat(assembly.metric(JobMetric.CLIPS, "late")).isEqualTo(1);
    assertThat(assembly.metric(JobMetric.CLIPS, "deadLettered")).isZero();
    assertThat(assembly.metric(JobMetric.STREAM_CLIPS, TestingRecords.STREAM, "complete"))
        .isEqualTo(1);
    assertThat(assembly.metric(JobMetric.STREAM_CLIPS, "other cam", "partial")).isEqualTo(1);
    assertThat(assembly.metric(JobMetric.STREAM_CLIPS, "unknown", "late")).isEqualTo(1);
    assertThat(assembly.metric(JobMetric.STREAM_UNUSED_RECORDS, TestingRecords.STREAM, "duplicate"))
        .isEqualTo(1);
  }

  @Test
  void shouldCountOpenClipsAlsoAfterARestore() throws Exception {
    assembly.send(audio(0, 20), video(0, 20), part(other("y"), 20), part(other("z"), 20).asLate());
    assertThat(assembly.metric(JobMetric.OPEN_CLIPS)).isEqualTo(2);
    assembly.restore();
    assertThat(assembly.metric(JobMetric.OPEN_CLIPS)).isEqualTo(2);
    assembly.watermark(100);

    assertThat(assembly.metric(JobMetric.OPEN_CLIPS)).isZero();
  }

  private static Features.Builder other(String clipId) {
    return TestingRecords.audio(clipId, 0, 1, 2, 3, 4).setStream("other cam");
  }

  private JoinedClip joined() {
    assertThat(assembly.events()).hasSize(1);
    return (JoinedClip) assembly.events().get(0);
  }

  private void assertForgottenAfter(long time) throws Exception {
    assembly.watermark(time - 1);
    assertThat(assembly.stateEntries()).isEqualTo(1);
    assembly.watermark(time);
    assertThat(assembly.stateEntries()).isZero();
    assertThat(assembly.timers()).isZero();
    assertThat(assembly.events()).hasSize(1);
  }
}
