package dev.tandem.app.command;

import dev.tandem.app.answers.CutClip;
import dev.tandem.app.answers.MediaClips;
import dev.tandem.schemas.UsageException;
import dev.tandem.serving.http.ClipRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Requests for a served model, as files. */
@Command(
    name = "features",
    description = {
      "Cut media into clips, extract features as tandem ingest does, and write what POST /v1/predict takes.",
      "One JSON object a clip and line."
    },
    footer = {
      "",
      "Examples:",
      "  tandem features cat_01.mp4 --clip 0 --output clip.json",
      "  curl localhost:8090/v1/predict -H 'Content-Type: application/json' -d @clip.json",
      "  tandem features 'studio:?split=holdout' --clips 10 > clips.jsonl"
    })
final class FeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MediaOptions media;

  @Option(
      names = "--clip",
      paramLabel = "N",
      converter = Values.Index.class,
      description = "Only this clip, from 0. Default: all.")
  private Optional<Long> clip = Optional.empty();

  @Option(
      names = "--output",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Where to write. Default: standard output.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Integer call() throws IOException {
    if (clip.isEmpty()) {
      media.requireEnd();
    }
    FormatOptions.quieten(spec);
    try (MediaClips clips = media.open(spec.commandLine().getErr()::println)) {
      if (output.isEmpty()) {
        write(clips, spec.commandLine().getOut());
      } else {
        long written = writeFile(clips, output.get());
        spec.commandLine()
            .getOut()
            .println("%d clips of %s in %s".formatted(written, media.media(), output.get()));
      }
    }
    return ExitStatus.SUCCESS;
  }

  private long writeFile(MediaClips clips, Path file) throws IOException {
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
      long written = write(clips, out);
      if (out.checkError()) {
        throw new IOException("%s cannot be written to its end; is the disk full?".formatted(file));
      }
      return written;
    }
  }

  private long write(MediaClips clips, PrintWriter out) {
    if (clip.isPresent()) {
      out.print(ClipRequest.of(one(clips, clip.get()).clip()) + "\n");
      out.flush();
      return 1;
    }
    long written = 0;
    Optional<CutClip> next = clips.next();
    while (next.isPresent() && !out.checkError()) {
      out.print(ClipRequest.of(next.get().clip()) + "\n");
      written++;
      next = written < media.clips() ? clips.next() : Optional.empty();
    }
    out.flush();
    return written;
  }

  private CutClip one(MediaClips clips, long index) {
    clips.skip(index);
    return clips
        .next()
        .orElseThrow(
            () ->
                new UsageException(
                    "--clip is %d; %s has fewer clips, counted from 0"
                        .formatted(index, media.media())));
  }
}
