package dev.tandem.ingest.feed.media;

/** What is done to the pixels of a channel. */
final class Pixels {
  private Pixels() {}

  /** Keeps the field that was taken first; each line of the other is the mean of its neighbours. */
  static void keepField(Plane picture, boolean top) {
    int width = picture.width();
    for (int y = top ? 1 : 0; y < picture.height(); y += 2) {
      int above = y == 0 ? 1 : y - 1;
      int below = y + 1 < picture.height() ? y + 1 : above;
      for (int x = 0; x < width && picture.height() > 1; x++) {
        int sum =
            (picture.pixels()[above * width + x] & 0xFF)
                + (picture.pixels()[below * width + x] & 0xFF);
        picture.pixels()[y * width + x] = (byte) ((sum + 1) / 2);
      }
    }
  }

  /**
   * @param turns by a quarter, clockwise
   */
  static Plane turn(Plane picture, int turns) {
    Plane turned = picture;
    for (int i = 0; i < turns; i++) {
      turned = turn(turned);
    }
    return turned;
  }

  private static Plane turn(Plane picture) {
    int height = picture.height();
    int width = picture.width();
    byte[] turned = new byte[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        turned[x * height + (height - 1 - y)] = picture.pixels()[y * width + x];
      }
    }
    return new Plane(turned, /* height= */ width, /* width= */ height);
  }

  /** At another size: each pixel is the mean of the area that it covers. */
  static Plane resize(Plane picture, int height, int width) {
    if (picture.height() == height && picture.width() == width) {
      return picture;
    }
    byte[] pixels = new byte[height * width];
    for (int y = 0; y < height; y++) {
      int top = y * picture.height() / height;
      int bottom = Math.max(top + 1, (y + 1) * picture.height() / height);
      for (int x = 0; x < width; x++) {
        int left = x * picture.width() / width;
        int right = Math.max(left + 1, (x + 1) * picture.width() / width);
        pixels[y * width + x] = mean(picture, top, bottom, left, right);
      }
    }
    return new Plane(pixels, height, width);
  }

  private static byte mean(Plane picture, int top, int bottom, int left, int right) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += picture.pixels()[y * picture.width() + x] & 0xFF;
      }
    }
    long count = (long) (bottom - top) * (right - left);
    return (byte) ((sum + count / 2) / count);
  }
}
