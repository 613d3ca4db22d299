package dev.tandem.trainer.assembly;

import java.util.List;

/** What assembly says about a clip, once. */
public sealed interface ClipEvent {
  String clipId();

  ClipOutcome outcome();

  /**
   * A clip that can be learned from and answered.
   *
   * @param readyTime the latest time of its parts, or the deadline of a partial one
   * @param stream the feed of its first modality
   * @param modalities those that are there, in the configured order; none where it is only to be
   *     counted
   */
  record JoinedClip(
      String clipId,
      long clipTime,
      long readyTime,
      String stream,
      ClipOutcome outcome,
      List<ModalityData> modalities)
      implements ClipEvent {

    /** What is left of a clip that will not be learned from. */
    public JoinedClip withoutFeatures() {
      return new JoinedClip(clipId, clipTime, readyTime, stream, outcome, List.of());
    }
  }

  /** A clip of which nothing was usable in time. */
  record LostClip(String clipId, ClipOutcome outcome) implements ClipEvent {}
}
