package dev.tandem.learner.optimizer;

import dev.tandem.learner.network.Parameter;
import java.nio.FloatBuffer;

/**
 * One parameter's gradient and what its pace scales.
 *
 * @param parameter whose gradient it is
 * @param values the gradient, at least the parameter's size; only read
 * @param gradientPace factor of the gradient, before clipping
 * @param updatePace factor of the update, after clipping
 */
public record PacedGradient(
    Parameter parameter, FloatBuffer values, double gradientPace, double updatePace) {}
