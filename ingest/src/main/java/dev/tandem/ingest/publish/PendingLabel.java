package dev.tandem.ingest.publish;

import dev.tandem.schemas.records.Label;
import java.time.Instant;

/** A label and when it becomes known. */
record PendingLabel(Label label, Instant known) {}
