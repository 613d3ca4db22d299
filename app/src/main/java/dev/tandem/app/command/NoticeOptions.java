package dev.tandem.app.command;

import dev.tandem.app.webhook.Couriers;
import dev.tandem.schemas.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Who else is told of what is shown. */
final class NoticeOptions {
  @Option(
      names = "--post",
      paramLabel = "URL",
      description =
          "Post each event there as JSON; docs/webhook.md says how, and what the server should do.")
  private Optional<String> post = Optional.empty();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      converter = Values.File.class,
      description = "Sign what is posted with the secret in FILE. Default: unsigned.")
  private Optional<Path> secretFile = Optional.empty();

  @Option(
      names = "--exec",
      paramLabel = "COMMAND",
      description =
          "Run COMMAND for each event, with the JSON as its input, and TANDEM_EVENT, TANDEM_EVENT_ID, TANDEM_MODEL, TANDEM_VERSION and TANDEM_TIME set. No shell reads it.")
  private Optional<String> exec = Optional.empty();

  @Option(
      names = "--retry-for",
      paramLabel = "DURATION",
      converter = Values.Span.class,
      defaultValue = "1h",
      description =
          "Give an event up that could not be posted for so long. Default: ${DEFAULT-VALUE}.")
  private Duration retryFor = Duration.ZERO;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Values.Span.class,
      defaultValue = "10s",
      description =
          "How long one request, or one run of the command, may take. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ZERO;

  /** Begins to tell them; the caller closes it. */
  Couriers start(Consumer<String> messages) {
    if (secretFile.isPresent() && post.isEmpty()) {
      throw new UsageException("--secret-file is given without --post, which it signs");
    }
    if (timeout.isZero()) {
      throw new UsageException("--timeout is 0; must be more, such as 10s");
    }
    return Couriers.start(post, secretFile, exec, new Couriers.Terms(retryFor, timeout), messages);
  }
}
