package dev.tandem.ingest.feed.digits;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One spoken digit. */
record Recording(int digit, String speaker, Signal.Pcm sound) {
  private static final Pattern NAME = Pattern.compile("([0-9])_([^_]+)_[0-9]+\\.wav");

  /** Every recording in {@code directory}, in the order of their names. */
  static List<Recording> readAll(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      List<Recording> recordings =
          files
              .filter(file -> file.toString().endsWith(".wav"))
              .sorted()
              .map(Recording::read)
              .toList();
      if (recordings.isEmpty()) {
        throw new FeedException(
            "%s holds no recordings; must hold {digit}_{speaker}_{index}.wav files. Check the path."
                .formatted(directory));
      }
      return recordings;
    } catch (IOException e) {
      throw new FeedException(
          "cannot read the directory %s (%s); av-digits:DIR needs DIR/audio. Check the path."
              .formatted(directory, e.getClass().getSimpleName()),
          e);
    }
  }

  private static Recording read(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new FeedException(
          "%s is not named {digit}_{speaker}_{index}.wav. Rename or remove it.".formatted(file));
    }
    return new Recording(Integer.parseInt(name.group(1)), name.group(2), WavFile.read(file));
  }
}
