package dev.tandem.learner.network;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** g: from the representations that are there to fused logits {@code (batch, classes)}. */
interface Fusion {

  /**
   * The fused logits of every row.
   *
   * @param present at least one, in the order of the architecture; each row has at least one
   */
  NDArray fuse(List<Representation> present, LeafTensors leaves);

  /**
   * What each modality contributes to a linear fusion, as if it were a head; nothing flows back
   * through it.
   *
   * @param present as of {@link #fuse}
   */
  List<HeadLogits> terms(List<Representation> present, LeafTensors leaves);
}
