package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.ClipLabel;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code clips.csv} says of one clip.
 *
 * @param row of the clip in files without ids, from 0; lines that cannot be used have one, too
 * @param line in the file, from 1
 * @param stream empty where the file has none
 * @param millis when it begins, by the file's own clock
 */
record ClipLine(
    int row, int line, String id, Optional<ClipLabel> label, String stream, OptionalLong millis) {}
