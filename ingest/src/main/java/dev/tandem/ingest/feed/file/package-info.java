/** {@code file:} media files, cut into clips of one second. */
package dev.tandem.ingest.feed.file;
