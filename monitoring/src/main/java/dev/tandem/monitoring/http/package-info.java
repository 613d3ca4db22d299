/**
 * The board's pages by HTTP.
 *
 * <pre>
 * BoardServer ─► Doorkeeper (who may) ─► Routes ─► Assets, Actions
 *                                    └─► Pages ◄─ Broadcast ◄─ BoardState
 * </pre>
 *
 * <p>Nothing but {@link dev.tandem.monitoring.http.BoardServer} and {@code Pages} knows the JDK's
 * server.
 */
package dev.tandem.monitoring.http;
