package dev.tandem.app.webhook;

import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What both sides know, and nobody else: signs as "Standard Webhooks" has it. */
final class Secret {
  private static final String ENCODED = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 16;
  private static final int MOST_BYTES = 4_096;
  private static final String ADVICE = "Make one with: openssl rand -base64 32";

  private final byte[] key;

  private Secret(byte[] key) {
    this.key = key.clone();
  }

  /**
   * The one in {@code file}: its text without the white space around it, or what that has in base64
   * behind {@value #ENCODED}.
   *
   * @throws UsageException if it cannot be read, or is too short to be one
   */
  static Secret read(Path file) {
    byte[] content = content(file);
    if (content.length > MOST_BYTES) {
      throw new UsageException(
          "--secret-file is %s, which has more than %,d bytes; must be a file with one secret. %s"
              .formatted(file, MOST_BYTES, ADVICE));
    }
    byte[] key = decode(new String(content, StandardCharsets.UTF_8).strip(), file);
    if (key.length < LEAST_BYTES) {
      throw new UsageException(
          "--secret-file is %s, whose secret has %d bytes; must have at least %d. %s"
              .formatted(file, key.length, LEAST_BYTES, ADVICE));
    }
    return new Secret(key);
  }

  private static byte[] content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw new UsageException(
          "--secret-file is %s, which cannot be read; must be a file with one secret. %s"
              .formatted(file, ADVICE));
    }
  }

  private static byte[] decode(String text, Path file) {
    if (!text.startsWith(ENCODED)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text.substring(ENCODED.length()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--secret-file is %s, whose secret is no base64 behind %s".formatted(file, ENCODED));
    }
  }

  /**
   * Header {@code webhook-signature} of a message.
   *
   * @param seconds since 1970, as its header {@code webhook-timestamp} has it
   */
  String sign(String id, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      String signed = "%s.%d.%s".formatted(id, seconds, body);
      byte[] digest = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
