package dev.tandem.app.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One submission of a job.
 *
 * @param id names its directory of checkpoints
 * @param cluster address of the Flink cluster that it was given to; empty in this process
 * @param from event time that its state was begun with; empty for all of the log
 * @param restored what it goes on from
 */
record JobRun(
    String id, Optional<String> cluster, Optional<Instant> from, Optional<Path> restored) {}
