package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Handwritten digits by label. */
final class Handwriting {
  private static final int IMAGE_DIMENSIONS = 3;
  private static final int DIGITS = 10;

  private final IdxFile images;
  private final List<int[]> byDigit;

  private Handwriting(IdxFile images, List<int[]> byDigit) {
    this.images = images;
    this.byDigit = byDigit;
  }

  static Handwriting read(Path directory) {
    IdxFile images = IdxFile.read(directory.resolve("images-idx3-ubyte.gz"), IMAGE_DIMENSIONS);
    IdxFile labels = IdxFile.read(directory.resolve("labels-idx1-ubyte.gz"), 1);
    if (images.count() != labels.count()) {
      throw new FeedException(
          "%s has %d images but %d labels; must be as many. Replace the files."
              .formatted(directory, images.count(), labels.count()));
    }
    return new Handwriting(
        images,
        IntStream.range(0, DIGITS)
            .mapToObj(
                digit ->
                    IntStream.range(0, labels.count())
                        .filter(i -> labels.item(i)[0] == digit)
                        .toArray())
            .toList());
  }

  /** How many images of {@code digit} there are. */
  int count(int digit) {
    return byDigit.get(digit).length;
  }

  /** A copy of the n-th image of {@code digit}, as one frame. */
  Signal.Frames image(int digit, int n) {
    return Signal.Frames.gray(
        images.item(byDigit.get(digit)[n]), 1, images.dimension(1), images.dimension(2));
  }
}
