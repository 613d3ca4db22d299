package dev.tandem.ingest.publish;

import dev.tandem.schemas.records.MarkKind;
import java.time.Instant;

/** How a run tells readers how far its stream is. */
interface StreamMarks extends AutoCloseable {
  /** Whose marks they are, as the stream's records name it; empty for the stream's own. */
  String gateway();

  /** Everything of the stream that is older than {@code time} was sent. */
  void mark(MarkKind kind, Instant time);

  /** Without an end mark before, the stream has failed. */
  @Override
  void close();
}
