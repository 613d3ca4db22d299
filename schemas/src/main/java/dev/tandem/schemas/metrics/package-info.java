/** Figures of a process as Prometheus reads them. */
package dev.tandem.schemas.metrics;
