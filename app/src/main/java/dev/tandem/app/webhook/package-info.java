/**
 * Tells others of events: by a request to their server, or by a command that is run.
 *
 * <pre>
 * ModelNews ──► Notice ──► Courier, with its queue and thread ──► Target: HttpTarget, CommandTarget
 *                                                                 HttpTarget ◄── Secret signs
 * </pre>
 */
package dev.tandem.app.webhook;
