package dev.tandem.app.report;

import dev.tandem.schemas.ModelKey;
import java.time.Instant;

/** The consumer began to answer with a version. */
public record Swap(ModelKey version, Instant at) {}
