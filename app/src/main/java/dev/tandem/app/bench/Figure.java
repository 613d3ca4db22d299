package dev.tandem.app.bench;

/**
 * What one round of a contender gave.
 *
 * @param recordsPerSecond feature records
 * @param cpuMicrosPerRecord processor time of the whole process, broker included
 */
record Figure(double recordsPerSecond, double cpuMicrosPerRecord) {}
