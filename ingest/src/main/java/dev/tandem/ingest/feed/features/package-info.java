/**
 * {@code features:} folders of features that were extracted before: a line of {@code clips.csv} for
 * each clip, and a row of each modality's file. What {@code tandem ingest --record} writes is such
 * a folder.
 */
package dev.tandem.ingest.feed.features;
