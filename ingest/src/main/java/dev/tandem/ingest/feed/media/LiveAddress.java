package dev.tandem.ingest.feed.media;

import java.util.Map;
import java.util.Optional;

/**
 * Where a live source is.
 *
 * @param url as FFmpeg takes it
 * @param format FFmpeg's name of the container or kind of device; empty to find out
 * @param options of FFmpeg
 * @param device whether it belongs to this machine and needs FFmpeg's device library
 */
public record LiveAddress(
    String url, Optional<String> format, Map<String, String> options, boolean device) {
  public LiveAddress {
    options = Map.copyOf(options);
  }

  /** What to call it where others read along: without a user's name and password. */
  String name() {
    return url.replaceFirst("//[^/@]*@", "//");
  }

  /** FFmpeg's generated sound and pictures. */
  boolean isGenerated() {
    return format.filter("lavfi"::equals).isPresent();
  }
}
