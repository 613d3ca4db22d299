package dev.tandem.learner.policy;

import dev.tandem.learner.network.Network;
import dev.tandem.learner.network.Parameter;
import dev.tandem.learner.spec.LearnerSettings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How the fusion's output layer lies to those of the heads, as vectors of all their weights. */
final class Direction {

  static final Optional<String> NONE = Optional.empty();

  private static final double NO_LENGTH = 1e-8;

  private Direction() {}

  /** Why there is no such thing; empty where there is. */
  static Optional<String> obstacle(LearnerSettings settings) {
    List<Parameter> parameters = parameters(settings);
    List<Parameter> outputs = parameters.stream().filter(OutputLayer::isOfFusion).toList();
    Stream<Parameter> heads =
        settings.architecture().modalityNames().stream().map(m -> headOutput(m, parameters));
    return outputs.size() == 1 && heads.allMatch(h -> h.shape().equals(outputs.get(0).shape()))
        ? NONE
        : Optional.of(
            "defined with learner.cggm.direction=weights where the output layers of fusion and heads have one shape, which they have not with %s"
                .formatted(settings.architecture().fusion().name()));
  }

  private static List<Parameter> parameters(LearnerSettings settings) {
    return new Network(settings.architecture()).layout().parameters();
  }

  /** Number of weights of the fusion's output layer. */
  static int elements(LearnerSettings settings) {
    return fusionOutput(parameters(settings)).size();
  }

  static Parameter fusionOutput(List<Parameter> parameters) {
    return parameters.stream().filter(OutputLayer::isOfFusion).findFirst().orElseThrow();
  }

  private static Parameter headOutput(String modality, List<Parameter> parameters) {
    return parameters.stream()
        .filter(parameter -> OutputLayer.isOf(modality, parameter))
        .findFirst()
        .orElseThrow();
  }

  /** {@code −(1/M) Σ B_m ∂cos(W_m, W_f)/∂W_f} at the weights as they are. */
  static float[] gradient(Pass pass, List<String> modalities, double[] balances) {
    float[] fusion = pass.values(fusionOutput(pass.parameters()));
    double[] sum = new double[fusion.length];
    for (int m = 0; m < balances.length; m++) {
      float[] head = pass.values(headOutput(modalities.get(m), pass.parameters()));
      addCosineGradient(-balances[m] / balances.length, head, fusion, sum);
    }
    float[] gradient = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      gradient[i] = (float) sum[i];
    }
    return gradient;
  }

  /** ∂cos(a, f)/∂f = a/(‖a‖‖f‖) − cos · f/‖f‖². */
  private static void addCosineGradient(double factor, float[] a, float[] f, double[] sum) {
    double squaresOfA = dot(a, a);
    double squaresOfF = dot(f, f);
    double lengths = Math.max(Math.sqrt(squaresOfA) * Math.sqrt(squaresOfF), NO_LENGTH);
    double cosine = dot(a, f) / lengths;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * (a[i] / lengths - (squaresOfF == 0 ? 0 : cosine * f[i] / squaresOfF));
    }
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
