/**
 * {@code cremad:}, {@code ave:} and {@code ucf101:}: published data sets in their official layouts,
 * a clip for each labelled recording. A {@link dev.tandem.ingest.feed.dataset.DataSet} says which
 * there are; {@link dev.tandem.ingest.feed.dataset.DataSetFeed} reads them, whole, in passes.
 */
package dev.tandem.ingest.feed.dataset;
