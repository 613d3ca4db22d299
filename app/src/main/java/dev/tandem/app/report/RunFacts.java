package dev.tandem.app.report;

import java.time.Instant;

/**
 * What is known of a run before it begins.
 *
 * @param feed as the user wrote it
 * @param startedAt start of the process
 */
public record RunFacts(String feed, String policy, long seed, Instant startedAt) {}
