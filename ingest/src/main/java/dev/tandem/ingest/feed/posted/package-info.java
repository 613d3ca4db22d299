/** Clips that somebody hands over, one by one, while a feed is published. */
package dev.tandem.ingest.feed.posted;
