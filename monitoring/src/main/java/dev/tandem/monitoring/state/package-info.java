/**
 * What the board knows.
 *
 * <pre>
 * records ─► BoardState ─► Training ─► Series (lines over time)
 *                      ├─► Versions, Streams, Lag, Letters, Strip (clips as pictures)
 *                      └─► Cases (answers beside the truth) ─► ClassTable
 *                               each a Section ─► JSON, when it has changed
 * </pre>
 */
package dev.tandem.monitoring.state;
