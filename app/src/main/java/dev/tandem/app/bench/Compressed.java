package dev.tandem.app.bench;

/**
 * What a compression does to the features of a feed.
 *
 * @param records in a batch; 1 is what a live feed sends
 * @param bytes of a record without compression, what Kafka adds to it among them
 * @param ratio of the bytes with compression to those without
 * @param writeMicros processor time of a record in the producer, beyond none's
 * @param readMicros processor time of a record in each consumer, beyond none's
 */
public record Compressed(
    String feed,
    String modality,
    String compression,
    long records,
    double bytes,
    double ratio,
    double writeMicros,
    double readMicros) {}
