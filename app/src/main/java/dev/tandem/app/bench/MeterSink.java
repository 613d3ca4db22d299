package dev.tandem.app.bench;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts what arrives and discards it. */
final class MeterSink<T> implements Sink<T> {
  private static final long serialVersionUID = 1L;

  /** How many feature records an element stands for. */
  interface Weight<T> extends Serializable {
    long of(T element);
  }

  private final String meter;
  private final Weight<T> weight;

  MeterSink(String meter, Weight<T> weight) {
    this.meter = meter;
    this.weight = weight;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new Writer<>(Meter.named(meter), weight);
  }

  private record Writer<T>(Meter meter, Weight<T> weight) implements SinkWriter<T> {
    @Override
    public void write(T element, Context context) {
      meter.add(weight.of(element));
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public void close() {}
  }
}
