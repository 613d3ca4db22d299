package dev.tandem.ingest.feed.media;

/** Gray pixels of 0 (black) to 255 (white), unsigned, row by row. */
@SuppressWarnings("ArrayRecordComponent") // passes through once
record Luma(byte[] pixels, int height, int width) {}
