package dev.tandem.tests.chaos;

/**
 * A kill that was done.
 *
 * @param signal always 9
 * @param reached whether the point was seen; the kill lands either way
 * @param step the last one that was seen before
 * @param duringSteps whether it was written in the second before
 * @param secondsToNext until the trainer wrote its next step; of SERVING, until the next answer
 */
record Landed(
    Victim victim,
    Point point,
    boolean reached,
    long pid,
    int signal,
    long step,
    boolean duringSteps,
    double secondsToNext) {}
