package dev.tandem.trainer.training;

import dev.tandem.learner.data.WeightTensor;
import dev.tandem.schemas.Sha256;
import dev.tandem.schemas.snapshot.SnapshotException;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Tensors that a model without state begins with.
 *
 * @param sha256 of the file that they come from; empty where there is none
 */
public record InitialWeights(List<WeightTensor> tensors, String sha256) {
  /** Everything follows from the seed. */
  static final InitialWeights NONE = new InitialWeights(List.of(), "");

  private static final long LARGEST = Integer.MAX_VALUE - 8L;

  public InitialWeights {
    tensors = List.copyOf(tensors);
  }

  /**
   * What {@code learner.init-from} names.
   *
   * @param file a path, or a URI of one of Flink's file systems; empty for none
   * @throws RefusedBeginningException if it is not there, or is no safetensors file of float32
   */
  public static InitialWeights read(String file) {
    if (file.isEmpty()) {
      return NONE;
    }
    try {
      byte[] payload = bytes(new Path(file));
      return new InitialWeights(Payload.tensors(payload), Sha256.of(payload));
    } catch (FileNotFoundException | SnapshotException | IllegalArgumentException e) {
      throw new RefusedBeginningException(
          "learner.init-from is %s, which cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) { // may pass
      throw new UncheckedIOException("cannot read learner.init-from, which is " + file, e);
    }
  }

  /**
   * Makes a learner with what {@code learner.init-from} names, if it names anything, and forgets
   * it.
   *
   * @throws RefusedBeginningException if no model of these settings can begin with that
   */
  public static void require(TrainerSettings settings) {
    InitialWeights initial = read(settings.initFrom());
    if (!initial.equals(NONE)) {
      GrowingLearner.begin(settings, initial).close();
    }
  }

  private static byte[] bytes(Path path) throws IOException {
    FileSystem files = path.getFileSystem();
    long length = files.getFileStatus(path).getLen();
    if (length > LARGEST) {
      throw new IOException("it has %,d bytes; at most %,d can be".formatted(length, LARGEST));
    }
    try (FSDataInputStream in = files.open(path)) {
      return in.readNBytes((int) length);
    }
  }
}
