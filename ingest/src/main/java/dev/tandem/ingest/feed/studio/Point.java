package dev.tandem.ingest.feed.studio;

/** A place on paper, x to the right and y down. */
record Point(double x, double y) {}
