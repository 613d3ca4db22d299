package dev.tandem.app.bench;

import java.util.List;
import java.util.Optional;

/**
 * How fast a frozen network embeds clips.
 *
 * @param name its file and how many clips it is fed at once
 * @param clipsPerSecond the median of the rounds, by one thread
 * @param rounds the same in each of them, in order
 * @param torchClipsPerSecond PyTorch's on the same file in the same rounds; NaN where it is not
 *     installed
 * @param ratio time beside PyTorch's; NaN likewise
 */
public record EmbeddingFigure(
    String name,
    double clipsPerSecond,
    List<Double> rounds,
    double torchClipsPerSecond,
    double ratio) {

  static EmbeddingFigure of(String name, List<Double> rounds, List<Optional<Double>> torch) {
    double ours = Median.of(rounds);
    List<Double> theirs = torch.stream().flatMap(Optional::stream).toList();
    double peer = theirs.isEmpty() ? Double.NaN : Median.of(theirs);
    return new EmbeddingFigure(name, ours, List.copyOf(rounds), peer, peer / ours);
  }
}
