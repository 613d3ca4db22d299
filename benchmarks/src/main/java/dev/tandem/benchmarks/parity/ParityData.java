package dev.tandem.benchmarks.parity;

import dev.tandem.learner.data.LabelledExample;
import dev.tandem.learner.data.WeightTensor;
import dev.tandem.learner.spec.Architecture;
import java.util.List;

/** What both sides compute with. */
interface ParityData {

  /** Every tensor of the network. */
  List<WeightTensor> weights(Architecture architecture);

  /** The batch of a step, from 0. */
  List<LabelledExample> batch(Architecture architecture, int step);
}
