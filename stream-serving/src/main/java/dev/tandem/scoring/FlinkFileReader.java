package dev.tandem.scoring;

import dev.tandem.serving.delivery.ReferenceReader;
import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Reads payloads from every file system that Flink knows here, as the trainer writes them. */
public final class FlinkFileReader implements ReferenceReader {
  @Override
  public boolean reads(URI reference) {
    return reference.getScheme() != null;
  }

  @Override
  public byte[] read(URI reference, long bytes) throws IOException {
    Path path = new Path(reference);
    FileSystem files = path.getFileSystem();
    long length = files.getFileStatus(path).getLen();
    if (length != bytes) {
      throw new IOException("it has %d bytes, its manifest says %d".formatted(length, bytes));
    }
    try (FSDataInputStream in = files.open(path)) {
      return in.readNBytes(Math.toIntExact(bytes));
    }
  }
}
