/** Signals become feature tensors: fixed arithmetic, the same for every feed. */
package dev.tandem.ingest.extract;
