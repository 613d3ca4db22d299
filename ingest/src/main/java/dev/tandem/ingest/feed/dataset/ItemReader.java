package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.feed.media.MediaException;
import dev.tandem.ingest.feed.media.WholeTrack;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Reads items whole.
 *
 * @param frames of each
 * @param coloured whether they are red, green and blue, or gray
 * @param silentToo whether an item without sound is read
 * @param stopping makes reading end soon, once it is true
 */
record ItemReader(int frames, boolean coloured, boolean silentToo, BooleanSupplier stopping) {
  private static final double MICROS = 1e6;

  /** A file that has not even so much of what it says was not downloaded to its end. */
  private static final double WHOLE = 0.75;

  /**
   * What is heard and seen of {@code item}; empty where it is silent but must not be.
   *
   * @throws ItemException where a file is missing, no media, cut off, or has no pictures
   */
  Optional<ReadItem> read(Item item) throws ItemException {
    Optional<WholeTrack> sound =
        track(item, item.sound(), file -> WholeTrack.sound(file, stopping));
    if (sound.isEmpty() && !silentToo) {
      return Optional.empty();
    }
    WholeTrack pictures =
        track(item, item.pictures(), file -> WholeTrack.pictures(file, frames, coloured, stopping))
            .orElseThrow(() -> new ItemException("it has no pictures"));
    ReadItem read = new ReadItem(sound, pictures);
    requireWhole(item, read);
    return Optional.of(read);
  }

  private static Optional<WholeTrack> track(Item item, Path file, Reading reading)
      throws ItemException {
    try {
      Optional<String> fault = FileHead.fault(file, WHOLE);
      Optional<WholeTrack> track = fault.isPresent() ? Optional.empty() : reading.of(file);
      Optional<String> why = fault.or(() -> track.flatMap(WholeTrack::breaksOff));
      if (why.isPresent()) {
        throw new ItemException(place(item, file) + why.get());
      }
      return track;
    } catch (MediaException e) {
      throw new ItemException(place(item, file) + e.getMessage());
    }
  }

  /** Streams of one file may end at different times; the longest counts. */
  private static void requireWhole(Item item, ReadItem read) throws ItemException {
    long pictures = read.pictures().micros();
    long sound = read.sound().map(WholeTrack::micros).orElse(0L);
    boolean one = item.sound().equals(item.pictures());
    requireWhole(
        item, item.pictures(), one ? Math.max(sound, pictures) : pictures, read.pictures());
    if (!one && read.sound().isPresent()) {
      requireWhole(item, item.sound(), sound, read.sound().get());
    }
  }

  private static void requireWhole(Item item, Path file, long micros, WholeTrack track)
      throws ItemException {
    if (micros < WHOLE * track.statedMicros()) {
      throw new ItemException(
          "%sit breaks off at %.1f s of %.1f s"
              .formatted(place(item, file), micros / MICROS, track.statedMicros() / MICROS));
    }
  }

  /** Which of two files it is. */
  private static String place(Item item, Path file) {
    return item.files().size() == 1 ? "" : file.getFileName() + ": ";
  }

  /** Reads one stream of a file. */
  @FunctionalInterface
  private interface Reading {
    Optional<WholeTrack> of(Path file) throws MediaException;
  }
}
