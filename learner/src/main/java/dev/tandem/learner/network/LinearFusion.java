package dev.tandem.learner.network;

import java.util.List;

/** A fusion that is a sum of a term for each modality. */
interface LinearFusion extends Fusion {

  /**
   * What each modality contributes, as if it were a head; nothing flows back through it.
   *
   * @param present as of {@link #fuse}
   */
  List<HeadLogits> terms(List<Representation> present, ForwardPass pass);
}
