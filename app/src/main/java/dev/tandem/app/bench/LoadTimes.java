package dev.tandem.app.bench;

import dev.tandem.schemas.ModelKey;

/**
 * Moments of a version's loading, of the nanosecond clock.
 *
 * @param seen when its manifest was read
 * @param verified when its bytes were there and verified
 * @param live when it began to answer
 */
record LoadTimes(ModelKey version, long seen, long verified, long live) {}
