package dev.tandem.learner.spec;

import java.util.List;

/**
 * How a model answers.
 *
 * @param readout {@code fused}: the fused head, of the averaged weights where there are any; {@code
 *     hedge}: a mixture of all heads of all weights, which follows whatever was right lately
 * @param averaging {@code ema}: an exponential moving average of the weights is kept beside them;
 *     {@code off}: none
 */
public record ReadoutSettings(String readout, String averaging) {

  public static final List<String> READOUTS = List.of("fused", "hedge");
  public static final List<String> AVERAGINGS = List.of("off", "ema");

  public ReadoutSettings {
    Requirement.oneOf("learner.readout", readout, READOUTS);
    Requirement.oneOf("learner.averaging", averaging, AVERAGINGS);
  }

  /** The hedge over raw and averaged weights. */
  public static ReadoutSettings defaults() {
    return new ReadoutSettings("hedge", "ema");
  }

  /** The fused head of the weights as they are. */
  public static ReadoutSettings plain() {
    return new ReadoutSettings("fused", "off");
  }

  public boolean hedged() {
    return readout.equals("hedge");
  }

  public boolean averaged() {
    return averaging.equals("ema");
  }
}
