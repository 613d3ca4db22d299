/**
 * Models that go live while they are trained, and the consumer that answers every clip with them.
 *
 * <pre>
 * models, chunks ──► LiveModel ── Lease ──┐
 * clips ─────────► InferenceConsumer ◄────┘ ── one transaction a batch ──► predictions, dead letters
 * </pre>
 */
package dev.tandem.serving;
