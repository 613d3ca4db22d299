package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.media.MediaFile.Second;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A file that was cut to its end. */
record CutMedia(List<Second> seconds, MediaSummary summary, Findings findings) {

  static CutMedia of(Path file) throws MediaException {
    return of(file, 3);
  }

  static CutMedia of(Path file, int frames) throws MediaException {
    List<Second> seconds = new ArrayList<>();
    try (MediaFile media =
        MediaFile.open(
            file, MediaTracks.audioVideo(MediaTracks.Frames.gray(frames)), () -> false)) {
      for (Optional<Second> next = media.next(); next.isPresent(); next = media.next()) {
        seconds.add(next.get());
      }
      return new CutMedia(seconds, media.summary(), media.findings());
    }
  }

  /** Begin of each second. */
  List<Long> begins() {
    return seconds.stream().map(second -> second.begin().toSeconds()).toList();
  }

  Signal.Pcm sound(int second) {
    return (Signal.Pcm) seconds.get(second).signals().get("audio");
  }

  Signal.Frames pictures(int second) {
    return (Signal.Frames) seconds.get(second).signals().get("video");
  }

  /** Mean brightness of one picture. */
  double brightness(int second, int frame) {
    Signal.Frames frames = pictures(second);
    int size = frames.height() * frames.width();
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += frames.pixels()[frame * size + i] & 0xFF;
    }
    return (double) sum / size;
  }

  /** Milliseconds into the second at which it first gets loud; -1 where it is silent. */
  long onset(int second) {
    Signal.Pcm sound = sound(second);
    for (int i = 0; i < sound.samples().length; i++) {
      if (Math.abs(sound.samples()[i]) > 0.05) {
        return i * 1_000L / sound.sampleRate();
      }
    }
    return -1;
  }

  double power(int second) {
    double squares = 0;
    for (float sample : sound(second).samples()) {
      squares += (double) sample * sample;
    }
    return squares / sound(second).samples().length;
  }

  /** Of every sample and pixel. */
  String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Second second : seconds) {
        digest.update(second.begin().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        second.signals().values().forEach(signal -> digest.update(bytes(signal)));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(Signal signal) {
    if (signal instanceof Signal.Frames frames) {
      return frames.pixels();
    }
    float[] samples = ((Signal.Pcm) signal).samples();
    ByteBuffer bytes = ByteBuffer.allocate(samples.length * Float.BYTES);
    bytes.asFloatBuffer().put(samples);
    return bytes.array();
  }
}
