/**
 * Clips become records: features, labels and stream marks, in the order of their times.
 *
 * <p>A record's time is when it became known: a feature's is the end of its clip, a label's that
 * plus the label delay. Heartbeats are written at even distances of event time, and whenever the
 * feed is made to wait or a source is silent, so that nobody ever waits for a quiet partition.
 *
 * <pre>
 *  Feed ─► Capture (a thread: read, extract) ─► a few clips ─► FeedRun (a thread: wait, write) ─► Kafka
 * </pre>
 */
package dev.tandem.ingest.publish;
