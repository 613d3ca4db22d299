package dev.tandem.learner.spec;

/** The names of heads: {@value #FUSED}, and each modality's own name for its unimodal head. */
public final class Heads {

  /** The head that reads every present modality through the fusion. */
  public static final String FUSED = "fused";

  private Heads() {}
}
