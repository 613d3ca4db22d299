/** The only package that knows PyTorch's bindings: threads, native memory, scopes of tensors. */
package dev.tandem.learner.engine;
