package dev.tandem.app.command;

import dev.tandem.monitoring.http.BoardServer;
import dev.tandem.monitoring.http.BoardSettings;
import dev.tandem.schemas.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the board is reached, and by whom. */
final class BoardOptions {
  private static final int USUAL = 8095;

  @Option(
      names = "--port",
      converter = Values.PortOrAny.class,
      description = "Port of the board; 0 for any free one. Default: 8095.")
  private int port = USUAL;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = {
        "Address to listen at. One that others can reach wants a token of its visitors.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String host = "";

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      converter = Values.File.class,
      description =
          "The visitors' token is what is in FILE. Default: none on loopback, elsewhere a new one that is shown.")
  private Optional<Path> tokenFile = Optional.empty();

  BoardSettings settings() {
    Optional<String> token = tokenFile.map(BoardOptions::read);
    if (token.isEmpty() && !BoardSettings.isLoopback(host)) {
      token = Optional.of(BoardServer.token());
    }
    try {
      return new BoardSettings(host, port, token);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--token-file: " + e.getMessage());
    }
  }

  /** Whether whoever gave the token knows it already. */
  boolean hasTokenFile() {
    return tokenFile.isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UsageException(
          "--token-file is %s, which cannot be read: %s".formatted(file, e.getMessage()));
    }
  }
}
