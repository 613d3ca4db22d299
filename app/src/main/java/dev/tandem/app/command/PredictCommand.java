package dev.tandem.app.command;

import dev.tandem.app.answers.CutClip;
import dev.tandem.app.answers.MediaClips;
import dev.tandem.app.answers.PredictClient;
import dev.tandem.app.answers.ServedAnswer;
import dev.tandem.schemas.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A served model's answers to media. */
@Command(
    name = "predict",
    description = {
      "Ask a served model about media, by HTTP: cut into clips and extracted as the model takes them, or as the feed says that is named.",
      "A line for each clip: where it is, the class with its probability or the values, what each head says, the version, and the label where there is one."
    },
    footer = {
      "",
      "Examples:",
      "  tandem predict cat_01.mp4",
      "  tandem predict videos/ --format json --http http://serving-host:8090",
      "  tandem predict 'studio:?split=holdout' --clips 10"
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private MediaOptions media;
  @Mixin private FormatOptions format;

  @Option(
      names = "--http",
      paramLabel = "URL",
      defaultValue = "http://localhost:8090",
      description = "Where tandem serve listens. Default: ${DEFAULT-VALUE}.")
  private String http = "";

  @Option(
      names = "--network",
      paramLabel = "FILE",
      converter = Values.File.class,
      description =
          "A TorchScript or ONNX file that the model's features come from. May be given again.")
  private List<Path> networks = new ArrayList<>();

  @Override
  public Integer call() {
    URI server = server();
    media.requireEnd();
    FormatOptions.quieten(spec);
    try (MediaClips clips =
        media.open(
            () -> PredictClient.contract(server), networks, news -> format.say(spec, news))) {
      PredictClient client = new PredictClient(server, clips.contract());
      Optional<CutClip> next = clips.next();
      for (long asked = 1; next.isPresent() && isRead(); asked++) {
        ServedAnswer answer = new ServedAnswer(next.get(), client.ask(next.get().clip()));
        format.print(spec, answer.json(), answer.line());
        next = asked < media.clips() ? clips.next() : Optional.empty();
      }
    }
    return ExitStatus.SUCCESS;
  }

  private boolean isRead() {
    return !spec.commandLine().getOut().checkError();
  }

  private URI server() {
    try {
      URI uri = new URI(http);
      boolean web = uri.getScheme() != null && uri.getScheme().matches("https?");
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException notOne) {
      throw notAnAddress();
    }
    throw notAnAddress();
  }

  private UsageException notAnAddress() {
    return new UsageException(
        "--http is %s; must be a URL such as http://localhost:8090".formatted(http));
  }
}
