package dev.tandem.ingest.feed.media;

/**
 * One channel of a picture: 0 (dark) to 255 (bright), unsigned, row by row. It is all there is of a
 * gray one.
 */
@SuppressWarnings("ArrayRecordComponent") // passes through once
record Plane(byte[] pixels, int height, int width) {}
