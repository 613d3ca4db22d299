/** Feeds of cameras, microphones and streams, by the wall clock. */
package dev.tandem.ingest.feed.live;
