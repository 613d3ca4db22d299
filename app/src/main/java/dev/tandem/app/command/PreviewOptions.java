package dev.tandem.app.command;

import dev.tandem.app.run.Logging;
import dev.tandem.app.view.Narrator;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.preview.ClipPreview;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** A clip of a feed that is drawn, and not published. */
final class PreviewOptions {
  @Option(
      names = "--preview",
      paramLabel = "FILE.png",
      converter = Values.File.class,
      description =
          "Draw the feed's first clip, or the one of --first-clip, as the extractors see it, and say what is in it; writes nothing to Kafka.")
  private Optional<Path> file = Optional.empty();

  boolean isAsked() {
    return file.isPresent();
  }

  int run(CommandSpec spec, FeedUri uri, long seed, long clip) throws IOException {
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Feed feed = Feeds.open(uri, seed)) {
      narrator.doing("waiting for a clip of " + uri);
      feed.skip(clip);
      CapturedClip shown =
          feed.next()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "%s ended before its clip %d".formatted(uri, clip)));
      ClipPreview preview = new ClipPreview(shown, feed.describe());
      write(preview, file.orElseThrow());
      narrator.doing("");
      preview.lines().forEach(line -> narrator.say("%s", line));
      narrator.say("drawn in %s: each signal, and its features below it", file.orElseThrow());
    }
    return ExitStatus.SUCCESS;
  }

  private static void write(ClipPreview preview, Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try (OutputStream out = Files.newOutputStream(file)) { // given a file, it prints a stack trace
      if (!ImageIO.write(preview.draw(), "png", out)) {
        throw new IOException("this Java cannot write PNG");
      }
    }
  }
}
