package dev.tandem.app.bench;

import dev.tandem.ingest.extract.Extractors;
import dev.tandem.ingest.extract.FeatureExtractor;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.extract.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Clips a second through a frozen network that sees pictures, pixels to features, in turn with
 * PyTorch by itself on the same file.
 */
public final class EmbeddingBench {
  private static final int SIZE = 224;
  private static final double SECONDS = 4;
  private static final List<Integer> BATCHES = List.of(1, 8);

  private final List<Path> networks;
  private final long rounds;
  private final Consumer<String> say;

  /**
   * @param networks TorchScript or ONNX files that take colours of 224 x 224 pixels
   * @param rounds that count; one more comes before them
   */
  public EmbeddingBench(List<Path> networks, long rounds, Consumer<String> say) {
    this.networks = List.copyOf(networks);
    this.rounds = rounds;
    this.say = say;
  }

  /** Runs all of it; {@code directory} is for what it writes. */
  public List<EmbeddingFigure> run(Path directory) throws IOException, InterruptedException {
    List<EmbeddingFigure> figures = new ArrayList<>();
    for (Path network : networks) {
      for (int batch : BATCHES) {
        figures.add(measure(network, batch, directory));
      }
    }
    return figures;
  }

  private EmbeddingFigure measure(Path network, int batch, Path directory)
      throws IOException, InterruptedException {
    String name = "%s, %d at once".formatted(network.getFileName(), batch);
    List<Double> ours = new ArrayList<>();
    List<Optional<Double>> theirs = new ArrayList<>();
    String text = "embed:%s:batch=%d".formatted(network, batch);
    try (FeatureExtractor extractor = Extractors.of(text, SignalKind.PICTURES, 1)) {
      for (long round = 0; round <= rounds; round++) {
        double speed = clipsPerSecond(extractor, batch);
        Optional<Double> torch =
            TorchCommand.clipsPerSecond(
                peer(network), 1, batch, SECONDS, List.of(3, SIZE, SIZE), directory, say);
        if (round > 0) {
          ours.add(speed);
          theirs.add(torch);
        }
        say.accept(
            "round %d of %d: %s: %.1f clips a second, PyTorch %s"
                .formatted(
                    round,
                    rounds,
                    name,
                    speed,
                    torch.map("%.1f"::formatted).orElse("is not installed")));
      }
    }
    return EmbeddingFigure.of(name, ours, theirs);
  }

  /** PyTorch reads no ONNX: the TorchScript file beside it is its. */
  private static Path peer(Path network) {
    String name = network.getFileName().toString();
    return network.resolveSibling(name.replaceFirst("\\.onnx$", ".pt"));
  }

  private static double clipsPerSecond(FeatureExtractor extractor, int batch) {
    byte[] pixels = new byte[3 * SIZE * SIZE];
    new Random(1).nextBytes(pixels);
    Signal picture = new Signal.Frames(pixels, 1, Signal.Frames.COLOUR, SIZE, SIZE);
    List<Signal> clips = Collections.nCopies(batch, picture);
    long begin = System.nanoTime();
    long embedded = 0;
    while (System.nanoTime() - begin < SECONDS * 1e9) {
      embedded += extractor.extractAll(clips).size();
    }
    return embedded * 1e9 / (System.nanoTime() - begin);
  }
}
