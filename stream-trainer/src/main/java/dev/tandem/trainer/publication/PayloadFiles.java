package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Payloads that are too large for a topic, as files on any of Flink's file systems. A file's name
 * has version and digest, so that one that is there never changes.
 *
 * @param inlineLimit bytes of the largest payload that is no file
 * @param directory URI; empty for none
 */
public record PayloadFiles(long inlineLimit, String directory) {
  private static final String SUFFIX = ".safetensors";

  /**
   * Whether a payload of so many bytes is too large for a topic.
   *
   * @throws PublicationException if it is and there is no directory
   */
  boolean takes(ModelKey key, int bytes) {
    if (bytes > inlineLimit) {
      requireDirectory(key, bytes);
    }
    return bytes > inlineLimit;
  }

  /**
   * Stores a payload that is too large for a topic.
   *
   * @return where it lies; empty where it belongs on the topic
   */
  Optional<String> store(ModelKey key, String sha256, byte[] payload) {
    if (!takes(key, payload.length)) {
      return Optional.empty();
    }
    Path path = new Path(directory, key + "-" + sha256 + SUFFIX);
    try {
      write(path, payload);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the payload of %s to %s".formatted(key, path), e);
    }
    return Optional.of(path.toUri().toString());
  }

  private void requireDirectory(ModelKey key, int bytes) {
    if (directory.isEmpty()) {
      throw new PublicationException(
          ("version %s has %d bytes, more than publish.inline-limit (%d), and publish.directory is not"
                  + " set. Set it, or raise the limit.")
              .formatted(key, bytes, inlineLimit));
    }
  }

  private static void write(Path path, byte[] payload) throws IOException {
    FileSystem files = path.getFileSystem();
    if (files.exists(path) && files.getFileStatus(path).getLen() == payload.length) {
      return; // written before a restart
    }
    files.mkdirs(path.getParent());
    try (FSDataOutputStream out = files.create(path, FileSystem.WriteMode.OVERWRITE)) {
      out.write(payload);
    }
  }

  /** The bytes of a file that {@link #store} wrote, here or elsewhere. */
  static byte[] read(String reference, long bytes) {
    Path path = new Path(reference);
    try {
      FileSystem files = path.getFileSystem();
      if (!files.exists(path) || files.getFileStatus(path).getLen() != bytes) {
        throw new UnreadableVersionException(
            "%s is not there, or has not the %d bytes of its manifest".formatted(path, bytes));
      }
      try (FSDataInputStream in = files.open(path)) {
        return in.readNBytes(Math.toIntExact(bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the payload at " + path, e);
    }
  }

  /** Removes the files of versions that are on no topic any more, of those that have one. */
  void delete(Collection<ModelKey> retired) {
    if (directory.isEmpty() || retired.isEmpty()) {
      return;
    }
    Set<String> gone = retired.stream().map(ModelKey::toString).collect(Collectors.toSet());
    Path path = new Path(directory);
    try {
      FileSystem files = path.getFileSystem();
      FileStatus[] found = files.exists(path) ? files.listStatus(path) : new FileStatus[0];
      for (FileStatus file : found) {
        if (gone.contains(version(file.getPath().getName()))) {
          files.delete(file.getPath(), false);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete payloads of %s in %s".formatted(gone, path), e);
    }
  }

  /** Of a file that {@link #store} named: what stands before the digest. */
  private static String version(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('-')));
  }
}
