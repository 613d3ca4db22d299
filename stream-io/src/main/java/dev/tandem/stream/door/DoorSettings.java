package dev.tandem.stream.door;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a door decides by.
 *
 * @param from clip time of the first clips that count, milliseconds since the epoch
 * @param open how long after its clip time something may still be used: {@code join.window}, for
 *     labels plus {@code label.timeout}
 * @param tombstone how long after that a late record is still told apart from one whose clip is
 *     long forgotten
 * @param expiry {@code stream.expiry}
 * @param maxLeap {@code stream.max-leap}
 * @param horizon what the end of all streams adds to their time
 * @param deadLetterTopic where rejected records go
 */
public record DoorSettings(
    long from,
    Duration open,
    Duration tombstone,
    Duration expiry,
    Duration maxLeap,
    Duration horizon,
    String deadLetterTopic)
    implements Serializable {}
