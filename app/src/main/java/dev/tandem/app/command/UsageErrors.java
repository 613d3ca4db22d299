package dev.tandem.app.command;

import dev.tandem.schemas.config.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
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

  /** Of a command that only groups others. */
  static ParameterException noCommand(CommandSpec spec) {
    return new ParameterException(
        spec.commandLine(),
        "no command given; known are " + String.join(", ", commands(spec.commandLine())));
  }

  private static String message(ParameterException error, CommandLine command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched.getUnmatched().get(0), command);
    }
    if (error.getArgSpec() != null && error.getValue() != null) {
      ArgSpec argument = error.getArgSpec();
      return "%s is '%s'; %s".formatted(name(argument), error.getValue(), must(error, argument));
    }
    return error.getMessage();
  }

  private static String unknown(String argument, CommandLine command) {
    if (argument.startsWith("-")) {
      String option = argument.split("=", 2)[0];
      return "unknown option " + option + Nearest.hint(option, options(command));
    }
    List<String> known = commands(command);
    return known.isEmpty()
        ? "unknown argument " + argument
        : "unknown command " + argument + Nearest.hint(argument, known);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** Our own converters say it; of the rest, what is no pair or no choice must be a number. */
  private static String must(ParameterException error, ArgSpec argument) {
    String message = error.getMessage();
    int must = message.indexOf("must be ");
    if (must >= 0) {
      return message.substring(must);
    }
    if (argument.typeInfo().isMap()) {
      return "must be %s, such as join.window=2s".formatted(argument.paramLabel());
    }
    return argument.typeInfo().getEnumConstantNames().isEmpty()
        ? "must be a whole number"
        : "must be one of " + String.join(", ", argument.typeInfo().getEnumConstantNames());
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .sorted()
        .toList();
  }

  private static List<String> commands(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }
}
