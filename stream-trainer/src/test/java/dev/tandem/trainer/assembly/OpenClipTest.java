package dev.tandem.trainer.assembly;

import static dev.tandem.trainer.assembly.TestingParts.audio;
import static dev.tandem.trainer.assembly.TestingParts.audioSegment;
import static dev.tandem.trainer.assembly.TestingParts.part;
import static dev.tandem.trainer.assembly.TestingParts.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.trainer.TestingRecords;
import dev.tandem.trainer.assembly.OpenClip.Admission;
import dev.tandem.trainer.assembly.OpenClip.Slot;
import org.junit.jupiter.api.Test;

class OpenClipTest {

  @Test
  void shouldAcceptTheFirstPartOfEachPlace() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audioSegment(1, 5)));

    assertThat(clip.judge(Slot.of(audioSegment(0, 5)))).isEqualTo(Admission.ACCEPTED);
    assertThat(clip.judge(Slot.of(video(0, 5)))).isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void shouldCallTheSameBytesADuplicateWheneverTheyCame() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(0, 5)));

    assertThat(clip.judge(Slot.of(audio(0, 9)))).isEqualTo(Admission.DUPLICATE);
    assertThat(clip.closed(100).judge(Slot.of(audio(0, 9)))).isEqualTo(Admission.DUPLICATE);
  }

  @Test
  void shouldCallOtherBytesInTheSamePlaceAConflict() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(0, 5)));
    Part other = part(TestingRecords.audio("x", 0, 1, 2, 3, 5), 5);

    assertThat(clip.judge(Slot.of(other))).isEqualTo(Admission.CONFLICTING);
    assertThat(clip.closed(100).judge(Slot.of(other))).isEqualTo(Admission.CONFLICTING);
  }

  @Test
  void shouldCallSegmentsThatDisagreeAConflict() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audioSegment(0, 5)));
    Part ofThree = part(TestingRecords.audio("x", 0, 1).setSegment(1).setSegments(3), 5);
    Part later = part(TestingRecords.audio("x", 1, 1, 2).setSegment(1).setSegments(2), 5);

    assertThat(clip.judge(Slot.of(ofThree))).isEqualTo(Admission.CONFLICTING);
    assertThat(clip.judge(Slot.of(later))).isEqualTo(Admission.CONFLICTING);
  }

  @Test
  void shouldLeaveOtherModalitiesToTheDeadline() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(0, 5)));

    assertThat(clip.judge(Slot.of(video(3, 5)))).isEqualTo(Admission.ACCEPTED);
  }

  @Test
  void shouldTakeNothingMoreOnceClosed() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(0, 5))).closed(100);

    assertThat(clip.judge(Slot.of(video(0, 5)))).isEqualTo(Admission.CONFLICTING);
  }

  @Test
  void shouldKeepNoPartOnceClosed() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(0, 5))).closed(100);

    assertThat(clip.parts()).isEmpty();
    assertThat(clip.slots()).hasSize(1);
    assertThat(clip.closed()).isTrue();
    assertThat(clip.dueAt()).isEqualTo(100);
  }

  @Test
  void shouldBeWholeOnceAllSegmentsAreThereInWhicheverOrder() {
    OpenClip half = OpenClip.EMPTY.with(Slot.of(audioSegment(1, 5))).with(Slot.of(video(0, 5)));
    assertThat(half.whole(0)).containsOnlyKeys(1);

    assertThat(half.with(Slot.of(audioSegment(0, 5))).whole(0).get(0))
        .extracting(Part::segment)
        .containsExactly(0, 1);
  }

  @Test
  void shouldCountOnlyPartsOfTheSameClipTime() {
    OpenClip clip = OpenClip.EMPTY.with(Slot.of(audio(3, 5))).with(Slot.of(video(0, 5)));

    assertThat(clip.clipTime()).isZero();
    assertThat(clip.whole(0)).containsOnlyKeys(1);
    assertThat(clip.whole(3)).containsOnlyKeys(0);
  }
}
