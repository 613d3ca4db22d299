package dev.tandem.serving.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a payload, part by part. */
final class PayloadDigest {
  private final MessageDigest digest = sha256();

  static PayloadDigest of(byte[] whole) {
    PayloadDigest digest = new PayloadDigest();
    digest.add(whole, 0, whole.length);
    return digest;
  }

  void add(byte[] bytes, int start, int length) {
    digest.update(bytes, start, length);
  }

  /** Ends the digest, which must be {@code expected}; {@code what} is named if it is not. */
  void require(String expected, String what) throws RefusedVersionException {
    String actual = HexFormat.of().formatHex(digest.digest());
    if (!actual.equals(expected)) {
      throw new RefusedVersionException(
          "%s has SHA-256 %s, its manifest says %s".formatted(what, actual, expected));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
