package dev.tandem.ingest.feed.posted;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What browsers record into, by the first bytes. Nothing else is handed to FFmpeg, which knows
 * formats that name other files and addresses.
 */
final class Container {
  private static final byte[] EBML = {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3};
  private static final byte[] OGG = "OggS".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MP4 = "ftyp".getBytes(StandardCharsets.US_ASCII);
  private static final int MP4_AT = 4;
  private static final int HEAD = 8;

  private Container() {}

  /** Whether {@code file} is WebM or Matroska, MP4, or Ogg. */
  static boolean isKnown(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      return begins(head, 0, EBML) || begins(head, 0, OGG) || begins(head, MP4_AT, MP4);
    }
  }

  private static boolean begins(byte[] head, int at, byte[] with) {
    return head.length >= at + with.length
        && Arrays.equals(head, at, at + with.length, with, 0, with.length);
  }
}
