package dev.tandem.ingest.preview;

import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ClipLabel;
import dev.tandem.ingest.clip.FeedDescription;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.FeatureTensor;
import dev.tandem.ingest.extract.Signal;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One clip as it was captured and as a model gets it: for each modality the signal, and what its
 * extractor made of it below.
 */
public final class ClipPreview {
  private static final int WIDTH = 960;
  private static final int PANEL = 200;
  private static final int GAP = 12;
  private static final int PAPER = 0xffffff;

  private final CapturedClip clip;
  private final List<Part> parts = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  private record Part(String modality, Signal signal, FeaturePanel features) {}

  /** Extracts as a run does; {@code clip} is one of the feed that {@code feed} describes. */
  public ClipPreview(CapturedClip clip, FeedDescription feed) {
    this.clip = clip;
    for (Modality modality : feed.modalities()) {
      Signal signal = clip.signals().get(modality.name());
      if (signal == null) {
        missing.add(modality.name());
      } else {
        FeatureTensor tensor = modality.extractor().extract(signal);
        parts.add(new Part(modality.name(), signal, FeaturePanel.of(tensor)));
      }
    }
  }

  /** White where there is nothing; as many panels as the clip has modalities, twice. */
  public BufferedImage draw() {
    int height = GAP + parts.size() * 2 * (PANEL + GAP);
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[WIDTH];
    Arrays.fill(row, PAPER);
    for (int y = 0; y < height; y++) {
      image.setRGB(0, y, WIDTH, 1, row, 0, 0);
    }
    int top = GAP;
    for (Part part : parts) {
      SignalPanel.draw(part.signal(), new Canvas(image, top, PANEL));
      part.features().draw(new Canvas(image, top + PANEL + GAP, PANEL));
      top += 2 * (PANEL + GAP);
    }
    return image;
  }

  /** What is in it, line by line, in the order of the picture. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("clip %d%s%s".formatted(clip.index(), captured(), label()));
    for (Part part : parts) {
      lines.add("%s: %s".formatted(part.modality(), SignalPanel.text(part.signal())));
      lines.add("%s: %s".formatted(part.modality(), part.features().text()));
    }
    missing.forEach(modality -> lines.add(modality + ": none in this clip"));
    return lines;
  }

  private String captured() {
    return clip.captured().map(time -> ", captured at " + time).orElse("");
  }

  private String label() {
    return clip.label()
        .map(ClipPreview::text)
        .map(text -> ", labelled " + text)
        .orElse(", without a label");
  }

  private static String text(ClipLabel label) {
    return label.targets().isEmpty() ? label.className() : label.targets().toString();
  }
}
