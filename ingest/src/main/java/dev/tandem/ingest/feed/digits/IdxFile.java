package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.FeedException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Unsigned bytes in the IDX format of the MNIST files, gzipped. */
final class IdxFile {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int MAX_BYTES = 1 << 30;

  private final int[] shape;
  private final byte[] elements;

  private IdxFile(int[] shape, byte[] elements) {
    this.shape = shape;
    this.elements = elements;
  }

  /** Throws {@link FeedException} where it cannot be read or has another number of dimensions. */
  static IdxFile read(Path file, int dimensions) {
    try (InputStream in = Files.newInputStream(file);
        DataInputStream data =
            new DataInputStream(new BufferedInputStream(new GZIPInputStream(in)))) {
      return read(data, dimensions);
    } catch (IOException e) {
      throw new FeedException(
          "%s is not a readable gzipped IDX file of %d dimensions: %s. Replace it."
              .formatted(file, dimensions, reason(e)),
          e);
    }
  }

  int count() {
    return shape[0];
  }

  int dimension(int axis) {
    return shape[axis];
  }

  /** A copy of the bytes of one item. */
  byte[] item(int index) {
    int size = elements.length / count();
    byte[] item = new byte[size];
    System.arraycopy(elements, index * size, item, 0, size);
    return item;
  }

  private static IdxFile read(DataInputStream data, int dimensions) throws IOException {
    int magic = data.readInt();
    if (magic != UNSIGNED_BYTES + dimensions) {
      throw new IOException("it begins with %08x".formatted(magic));
    }
    int[] shape = new int[dimensions];
    long size = 1;
    for (int axis = 0; axis < dimensions; axis++) {
      shape[axis] = data.readInt();
      size *= Math.max(0, shape[axis]);
    }
    if (size < 1 || size > MAX_BYTES) {
      throw new IOException("it has %d elements".formatted(size));
    }
    byte[] elements = data.readNBytes((int) size);
    if (elements.length < size) {
      throw new IOException("it ends after %d of %d elements".formatted(elements.length, size));
    }
    return new IdxFile(shape, elements);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null || e instanceof java.nio.file.FileSystemException
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }
}
