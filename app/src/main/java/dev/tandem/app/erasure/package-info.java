/**
 * What there is of a stream, what of it Kafka can remove, and which versions have learned from it.
 *
 * <pre>
 * topics ──► StreamRecords (is it of the stream?) ──► PartitionTrace ──► Erasure (removes prefixes)
 *        └─► LearnedVersions                       └─► ErasureText (what stays, and until when)
 * </pre>
 */
package dev.tandem.app.erasure;
