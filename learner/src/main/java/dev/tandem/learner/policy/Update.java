package dev.tandem.learner.policy;

/**
 * Which of a learner's updates one is; what is drawn in it follows from that and the seed.
 *
 * @param seed of the learner
 * @param step number of its step, from 0
 * @param replay 0 for new clips; the number of the update among those on earlier clips
 */
public record Update(long seed, long step, int replay) {}
