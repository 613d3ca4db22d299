/** {@code studio:} a virtual microphone and camera. Everything drawn and spoken ships with it. */
package dev.tandem.ingest.feed.studio;
