package dev.tandem.app.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One message for a command line that cannot be understood: what is wrong and what is known. */
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter out = command.getErr();
    out.println(name + ": " + message(error, command));
    out.println("Try '" + name + " --help'.");
    return ExitStatus.USAGE;
  }

  private static String message(ParameterException error, CommandLine command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String argument = unmatched.getUnmatched().get(0);
      return argument.startsWith("-")
          ? "unknown option %s; known are %s".formatted(argument, options(command))
          : "unknown %s %s"
              .formatted(
                  command.getSubcommands().isEmpty() ? "argument" : "command",
                  argument + known(command));
    }
    if (error.getArgSpec() != null && error.getValue() != null) {
      ArgSpec argument = error.getArgSpec();
      return "%s is '%s'; %s".formatted(name(argument), error.getValue(), must(error, argument));
    }
    return error.getMessage();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Our own converters say it; of the rest, numbers are all that can be mistyped. */
  private static String must(ParameterException error, ArgSpec argument) {
    String message = error.getMessage();
    int must = message.indexOf("must be ");
    if (must >= 0) {
      return message.substring(must);
    }
    return argument.typeInfo().getEnumConstantNames().isEmpty()
        ? "must be a whole number"
        : "must be one of " + String.join(", ", argument.typeInfo().getEnumConstantNames());
  }

  private static String options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String known(CommandLine command) {
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    return commands.isEmpty() ? "" : "; known are " + String.join(", ", commands);
  }
}
