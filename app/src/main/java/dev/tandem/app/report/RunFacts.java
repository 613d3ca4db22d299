package dev.tandem.app.report;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a run before it begins.
 *
 * @param feed as the user wrote it
 * @param outputs names of the classes that the model begins with, or of its targets
 * @param startedAt start of the process
 */
public record RunFacts(
    String feed, String policy, long seed, List<String> outputs, Instant startedAt) {}
