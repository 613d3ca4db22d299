package dev.tandem.stream.door;

import java.util.List;

/**
 * What a {@link PartitionClock} was at some record. Never changes, so it is written while the clock
 * goes on.
 *
 * @param established whether the partition tells a time
 * @param places that are away from the partition's time
 * @param lastProposed the time of the last record before there was one
 * @param proposals so many of those went on in order
 */
record ClockSnapshot(
    long watermark,
    long latestEnd,
    boolean established,
    List<Place> places,
    long lastProposed,
    int proposals,
    NamedTimes present,
    NamedTimes ended,
    NamedTimes ahead) {}
