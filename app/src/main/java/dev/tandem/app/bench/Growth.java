package dev.tandem.app.bench;

import java.util.List;

/**
 * What one item costs as the number of something grows.
 *
 * @param what grows, and what is measured
 * @param unit of which there are {@code sizes}
 * @param item whose cost it is
 * @param sizes in growing order
 * @param cpuMicros processor time of an item at each size, the median of the rounds
 * @param ratios of the speed at each size to that at the smallest
 * @param bytes of all state at each size, as a checkpoint or savepoint holds it; 0 where there is
 *     none
 */
public record Growth(
    String what,
    String unit,
    String item,
    List<Integer> sizes,
    List<Double> cpuMicros,
    List<Double> ratios,
    List<Long> bytes) {}
