package dev.tandem.app.report;

/**
 * What the data topics hold, committed.
 *
 * @param published distinct clip ids in the feature topics
 * @param clips distinct clip ids in the clips topic
 * @param predictions records in the predictions topic; more than {@code clips} means duplicates
 */
public record TopicCounts(long published, long clips, long predictions) {}
