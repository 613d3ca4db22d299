/**
 * Several feeds in one process, each in threads of its own, so that what befalls one befalls no
 * other.
 *
 * <pre>
 *                ┌ FeedKeeper: open ─► publish ─┐  fails, is live: after a pause, again
 *  FeedPlans ─► Fleet                           ├─► Gateway: one producer, one mark for all
 *                └ FeedKeeper: open ─► publish ─┘
 * </pre>
 */
package dev.tandem.ingest.fleet;
