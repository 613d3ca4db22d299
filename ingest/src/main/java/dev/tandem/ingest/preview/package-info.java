/** Pictures of what a feed's extractors see, for those who set a feed up. */
package dev.tandem.ingest.preview;
