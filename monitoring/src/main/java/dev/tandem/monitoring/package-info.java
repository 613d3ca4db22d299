/**
 * The live board: what a model learns, as pages that a browser shows.
 *
 * <pre>
 * topics ─► feed ─► state (with history) ─► http ─► pages
 *                                        ◄─ ModelControl ◄─
 * </pre>
 */
package dev.tandem.monitoring;
