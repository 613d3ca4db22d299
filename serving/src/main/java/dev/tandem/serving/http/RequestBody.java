package dev.tandem.serving.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the bodies of requests, plain or gzip, up to a bound, which counts after inflating. */
final class RequestBody {
  private static final String ENCODING = "Content-Encoding";

  private final int maxBytes;

  RequestBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  byte[] read(Request request) throws IOException, RefusedException {
    String encoding = request.header(ENCODING).orElse("identity").toLowerCase(Locale.ROOT);
    requireLength(request);
    return switch (encoding) {
      case "identity" -> read(request.body(), "has");
      case "gzip", "x-gzip" -> inflate(request.body());
      default ->
          throw new RefusedException(
              Reply.error(
                      415,
                      "%s is %s; must be gzip, or left out for what is not compressed"
                          .formatted(ENCODING, encoding))
                  .with("Accept-Encoding", "gzip, identity"));
    };
  }

  /** Refuses what says itself that it is too long before any of it is read. */
  private void requireLength(Request request) throws RefusedException {
    boolean longer =
        request
            .header("Content-Length")
            .filter(length -> length.matches("\\d{1,18}"))
            .filter(length -> Long.parseLong(length) > maxBytes)
            .isPresent();
    if (longer) {
      throw tooLong("has");
    }
  }

  private byte[] inflate(InputStream body) throws IOException, RefusedException {
    try {
      return read(new GZIPInputStream(body), "inflates to");
    } catch (ZipException | EOFException e) {
      throw new RefusedException(
          Reply.error(400, "%s is gzip; the body is not: %s".formatted(ENCODING, e.getMessage())));
    }
  }

  private byte[] read(InputStream body, String verb) throws IOException, RefusedException {
    byte[] read = body.readNBytes(maxBytes + 1);
    if (read.length > maxBytes) {
      throw tooLong(verb);
    }
    return read;
  }

  private RefusedException tooLong(String verb) {
    return new RefusedException(
        Reply.error(
            413,
            "the request %s more than %d bytes; raise serving.http-max-bytes to send larger ones"
                .formatted(verb, maxBytes)));
  }
}
