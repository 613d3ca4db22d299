/** The learner beside PyTorch: the same weights, the same data, the same numbers. */
package dev.tandem.benchmarks.parity;
