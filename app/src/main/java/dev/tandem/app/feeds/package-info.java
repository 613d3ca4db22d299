/** {@code tandem ingest --feeds}: several feeds of one file, published by one process. */
package dev.tandem.app.feeds;
