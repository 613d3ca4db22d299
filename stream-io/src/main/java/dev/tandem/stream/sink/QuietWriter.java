package dev.tandem.stream.sink;

import org.apache.flink.api.connector.sink2.SinkWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's writer, which throws nothing while it closes. What counts was flushed, and its failures
 * thrown, before its checkpoint; the rest is aborted. Kafka's own throws the failures of that rest
 * again, and where a failed task does so, Flink takes it for the end of the whole TaskManager,
 * which nobody starts again in a cluster of one process.
 */
@SuppressWarnings("try") // close() may be interrupted, as Flink has it
final class QuietWriter extends ForwardingWriter {
  private static final Logger LOG = LoggerFactory.getLogger(QuietWriter.class);

  QuietWriter(SinkWriter<OutRecord> kafka) {
    super(kafka);
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("records without a checkpoint were not written: {}", rootCause(e).toString());
    }
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
