package dev.tandem.app.command;

import dev.tandem.schemas.TandemVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "tandem",
    description =
        "Learns from live camera and microphone feeds; every model version goes live without a restart.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = TandemCommand.Version.class,
    subcommands = {
      DemoCommand.class,
      IngestCommand.class,
      TrainCommand.class,
      AssembleCommand.class,
      ServeCommand.class,
      BoardCommand.class,
      PredictionsCommand.class,
      PredictCommand.class,
      FeaturesCommand.class,
      ModelsCommand.class,
      TopicsCommand.class,
      BrokerCommand.class,
      ClusterCommand.class,
      DeadLettersCommand.class,
      StreamsCommand.class,
      LabelCommand.class,
      BenchCommand.class,
      HelpCommand.class,
    },
    footer = {
      "",
      "Examples:",
      "  tandem demo                                    watch two modalities learn together",
      "  tandem demo --headless --clips 1500 --report r.json",
      "  tandem topics create --bootstrap-server localhost:9092",
      "",
      "Exit status: 0 done, 1 failed, 2 the command line or a setting is wrong,",
      "130 ended by Ctrl-C, 143 ended by a termination signal."
    })
public final class TandemCommand implements Runnable {
  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli shows the version when it is given
  @Option(names = "--version", versionHelp = true, description = "Show the version.")
  private boolean version;

  /** Runs the command line and returns the exit status. */
  public static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    CommandLine root = new CommandLine(new TandemCommand());
    ServeCommand.hideOptionsOfAJob(root.getSubcommands().get("serve").getCommandSpec());
    addCommonOptions(root);
    return root.setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new ExecutionErrors())
        .setUsageHelpAutoWidth(true);
  }

  private static void addCommonOptions(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help.").build());
    spec.addOption(
        OptionSpec.builder(ExecutionErrors.VERBOSE)
            .type(boolean.class)
            .description("Say more; stack traces for errors.")
            .build());
    command.getSubcommands().values().forEach(TandemCommand::addCommonOptions);
  }

  @Override
  public void run() {
    throw UsageErrors.noCommand(spec);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"tandem " + TandemVersion.current()};
    }
  }
}
