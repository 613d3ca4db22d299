package dev.tandem.ingest.extract;

import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.Extractor;
import java.util.List;

/**
 * Frames to small pictures, uint8 of shape (frames, size, size), or (3 frames, size, size) where
 * they are coloured: red, green and blue of the first, then of the next. Pixels are means over the
 * area that they cover.
 */
public final class FrameStack implements FeatureExtractor {
  /** Pixels along each side, unless something else is asked for. */
  public static final int SIZE = 28;

  private final int frames;
  private final FrameStackParameters parameters;
  private final TensorFormat format;

  /**
   * For signals of {@code frames} frames or more, evenly picked.
   *
   * @param version tells all that {@code parameters} say
   */
  FrameStack(int frames, FrameStackParameters parameters, String version) {
    this.frames = frames;
    this.parameters = parameters;
    this.format =
        new TensorFormat(
            new Extractor(FrameStackType.WORD, version),
            ElementType.UINT8,
            parameters.scaling(),
            List.of(frames * parameters.channels(), parameters.size(), parameters.size()));
  }

  /** Gray ones of the whole picture, {@link #SIZE} pixels wide and high. */
  public FrameStack(int frames) {
    this(frames, FrameStackParameters.standard(), "1");
  }

  @Override
  public TensorFormat format() {
    return format;
  }

  @Override
  public boolean seesColours() {
    return parameters.channels() == Signal.Frames.COLOUR;
  }

  @Override
  public FeatureTensor extract(Signal signal) {
    if (signal instanceof Signal.Frames source) {
      return FeatureTensor.of(format, pixels(source));
    }
    throw new IllegalArgumentException(
        "frame-stack expects Frames but got " + signal.getClass().getSimpleName());
  }

  private byte[] pixels(Signal.Frames source) {
    if (source.channels() > parameters.channels()) {
      throw new IllegalArgumentException("frame-stack of gray frames got coloured ones");
    }
    int height = source.height();
    int width = source.width();
    int size = parameters.size();
    Area area = parameters.centred() ? Area.centre(height, width) : Area.whole(height, width);
    byte[] pixels = new byte[format.elements()];
    for (int i = 0; i < frames; i++) {
      int picked = (2 * i + 1) * source.count() / (2 * frames);
      for (int channel = 0; channel < parameters.channels(); channel++) {
        int from = picked * source.channels() + Math.min(channel, source.channels() - 1);
        int to = i * parameters.channels() + channel;
        area.shrink(source.pixels(), from * height * width, width, pixels, to * size * size, size);
      }
    }
    return pixels;
  }
}
