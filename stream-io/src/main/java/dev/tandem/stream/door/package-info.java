/**
 * Where records enter the jobs.
 *
 * <pre>
 * Kafka ─► AnnouncingSource ─► Door ─► Part | KnownLabel, watermarks
 *          (which partitions     ├──► Tally       (a count of every record that is not used)
 *           are mine)            └──► DeadLetter  (original bytes and the reason)
 * </pre>
 *
 * <p>A {@link dev.tandem.stream.door.PartitionClock} per partition decides lateness and the
 * watermark from record contents alone, in the partition's own order, so that a replay decides the
 * same.
 */
package dev.tandem.stream.door;
