package dev.tandem.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** One message for a command that failed; the stack trace only with {@code --verbose}. */
final class ExecutionErrors implements IExecutionExceptionHandler {
  static final String VERBOSE = "--verbose";

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message(error));
    if (isVerbose(parsed)) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      command.getErr().print(trace);
    }
    command.getErr().flush();
    return ExitStatus.of(error);
  }

  private static String message(Exception error) {
    return Optional.ofNullable(error.getMessage()).orElse(error.getClass().getSimpleName());
  }

  /** Whether the command that runs was given {@code --verbose}. */
  static boolean isVerbose(CommandLine command) {
    return command.getParseResult().hasMatchedOption(VERBOSE);
  }

  /** On the command itself or on one above it. */
  private static boolean isVerbose(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .anyMatch(command -> command.getParseResult().hasMatchedOption(VERBOSE));
  }
}
