/** {@code av-digits:} recorded digits paired with handwritten ones by their label. */
package dev.tandem.ingest.feed.digits;
