package dev.tandem.ingest.preview;

import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.TensorFormat;
import dev.tandem.schemas.records.ElementType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * What an extractor made of a signal, from its least value to its greatest: a map where it has two
 * dimensions, with the first from below upwards, and a row of pictures where it has three.
 */
final class FeaturePanel {
  private final TensorFormat format;
  private final double[] values;
  private final double least;
  private final double greatest;

  private FeaturePanel(TensorFormat format, double[] values) {
    this.format = format;
    this.values = values;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    least = low;
    greatest = high;
  }

  static FeaturePanel of(FeatureTensor tensor) {
    TensorFormat format = tensor.format();
    ByteBuffer bytes = tensor.payload();
    double[] values = new double[format.elements()];
    for (int i = 0; i < values.length; i++) {
      double element =
          format.elementType() == ElementType.UINT8 ? bytes.get() & 0xFF : bytes.getFloat();
      values[i] = format.scaling().scale() * element + format.scaling().offset();
    }
    return new FeaturePanel(format, values);
  }

  void draw(Canvas canvas) {
    List<Integer> shape = format.shape();
    int columns = shape.get(shape.size() - 1);
    int rows = shape.size() == 1 ? 1 : shape.get(shape.size() - 2);
    if (shape.size() == 3) {
      canvas.tiles(
          shape.get(0),
          columns,
          rows,
          (tile, x, y) -> Shade.gray(part((tile * rows + y) * columns + x)));
    } else {
      map(rows, columns, canvas);
    }
  }

  /** Name, version, shape and range. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%s %s of shape %s, values from %.2f to %.2f",
        format.extractor().getName(),
        format.extractor().getVersion(),
        format.shape(),
        least,
        greatest);
  }

  /** Of more than three dimensions, the first part. */
  private void map(int rows, int columns, Canvas canvas) {
    for (int y = 0; y < canvas.height(); y++) {
      int row = rows - 1 - y * rows / canvas.height();
      for (int x = 0; x < canvas.width(); x++) {
        canvas.set(x, y, Shade.heat(part(row * columns + x * columns / canvas.width())));
      }
    }
  }

  private double part(int index) {
    return greatest > least ? (values[index] - least) / (greatest - least) : 0;
  }
}
