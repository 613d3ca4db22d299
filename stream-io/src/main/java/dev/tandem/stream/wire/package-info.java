/** Versioned bytes for everything that crosses a Flink channel or lies in a checkpoint. */
package dev.tandem.stream.wire;
