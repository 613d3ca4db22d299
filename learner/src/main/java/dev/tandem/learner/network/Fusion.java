package dev.tandem.learner.network;

import java.util.List;
import java.util.Optional;

/** g: from the representations that are there to fused logits. */
interface Fusion {

  /**
   * The fused logits of the rows that it answers; empty where it answers none.
   *
   * @param present at least one, in the order of the architecture
   */
  Optional<HeadLogits> fuse(List<Representation> present, ForwardPass pass);
}
