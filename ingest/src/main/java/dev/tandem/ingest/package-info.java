/**
 * Feeds become features in Kafka, on one path for every feed.
 *
 * <pre>
 *  URI ─► Feeds ─► Feed ─► CapturedClip ─► FeatureExtractor ─► FeedPublisher ─► features, labels
 *                  (feed)   signals, label     (extract)           (publish)     and stream marks
 * </pre>
 *
 * A seeded feed makes clip i a pure function of (seed, i); times are added by the publisher alone,
 * so that a run started at another time writes the same payloads.
 */
package dev.tandem.ingest;
