package dev.tandem.embedding;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells a frozen network's features from others, such as {@code
 * 1:sha256=…:frames=3:batch=8:per=frame:of=frame-stack:1:size=224}.
 *
 * @param sha256 of its file
 * @param frames of a clip, where it sees pictures
 * @param batch clips that it is fed at once
 * @param per clip or frame
 * @param of name of the extractor whose features it is fed
 * @param ofVersion of that extractor
 */
record EmbeddingVersion(
    String sha256, OptionalInt frames, int batch, String per, String of, String ofVersion) {
  private static final Pattern TEXT =
      Pattern.compile(
          "1:sha256=(?<sha256>[0-9a-f]{64})(:frames=(?<frames>\\d{1,4}))?(:batch=(?<batch>\\d{1,4}))?"
              + ":per=(?<per>clip|frame):of=(?<of>[^:]+):(?<version>1(:.*)?)");

  /** Empty where it is no such version. */
  static Optional<EmbeddingVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String frames = matcher.group("frames");
    String batch = matcher.group("batch");
    return Optional.of(
        new EmbeddingVersion(
            matcher.group("sha256"),
            frames == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(frames)),
            batch == null ? 1 : Integer.parseInt(batch),
            matcher.group("per"),
            matcher.group("of"),
            matcher.group("version")));
  }

  String text() {
    return "1:sha256=%s%s%s:per=%s:of=%s:%s"
        .formatted(
            sha256,
            frames.isPresent() ? ":frames=" + frames.getAsInt() : "",
            batch == 1 ? "" : ":batch=" + batch,
            per,
            of,
            ofVersion);
  }

  /** How the extractor is written that makes such features by the network in {@code file}. */
  String written(Path file) {
    return "embed:%s:of=%s:batch=%d:per=%s:defaults=own%s"
        .formatted(file, of, batch, per, ofVersion.substring(1));
  }
}
