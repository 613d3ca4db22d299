package dev.tandem.app.bench;

/**
 * What the clips of a log are like.
 *
 * @param streams that have a clip in turn
 * @param perSecond clips of all streams together in a second of event time
 * @param partitions of each feature topic; clips go to them in turn
 * @param segments in which each modality of a clip comes
 * @param whole whether all modalities come; if not, all but the first only say in marks how far
 *     they are
 */
record ClipShape(int streams, int perSecond, int partitions, int segments, boolean whole) {}
