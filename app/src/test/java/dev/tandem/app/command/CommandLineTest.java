package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command = TandemCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  @Test
  void shouldListTheKnownCommandsForAnUnknownOne() {
    assertThat(run("lern")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith("tandem: unknown command lern; known are ")
        .contains("topics");
  }

  @Test
  void shouldListTheKnownCommandsWhereNoneIsGiven() {
    assertThat(run()).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith("tandem: no command given; known are ")
        .contains("topics");
  }

  @Test
  void shouldListTheKnownOptionsForAnUnknownOne() {
    assertThat(run("topics", "create", "--partition", "3")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem topics create: unknown option --partition; known are --bootstrap-server, ")
        .contains("--partitions")
        .contains("Try 'tandem topics create --help'.");
  }

  @Test
  void shouldSayThatNoBrokerAnswers() {
    assertThat(run("topics", "describe", "--bootstrap-server", "127.0.0.1:1"))
        .isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString().lines())
        .containsExactly(
            "tandem topics describe: no Kafka broker answers at 127.0.0.1:1; start one, or name another with --bootstrap-server");
  }

  @Test
  void shouldShowStackTracesOnlyWhenAskedTo() {
    run("topics", "describe", "--bootstrap-server", "127.0.0.1:1", "--verbose");

    assertThat(err.toString()).contains("\tat dev.tandem.app.command.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          demo   | --clips       | abc       | must be a whole number of at least 1
          demo   | --clips       | 0         | must be a whole number of at least 1
          demo   | --seed        | 1.5       | must be a whole number
          demo   | --parallelism | 9999999   | must be 1 to 1024
          demo   | --port        | 0         | must be 1 to 65535
          demo   | --keep        | ''        | must be a path
          demo   | --deadline    | 3         | must be a duration such as 30s or 2min
          ingest | --start       | yesterday | must be a time such as 2026-11-01T00:00:00Z
          train  | --until       | tomorrow  | must be a time such as 2026-11-01T00:00:00Z
          train  | --parallelism | 0         | must be 1 to 1024
          """)
  void shouldSayWhatAnOptionMustBe(String command, String option, String value, String must) {
    assertThat(run(command, option, value)).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith("tandem %s: %s is '%s'; %s".formatted(command, option, value, must));
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:kafka", "localhost:70000", ""})
  void shouldRefuseAnAddressWithoutAPort(String address) {
    assertThat(run("topics", "describe", "--bootstrap-server", address))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem topics describe: --bootstrap-server is "
                + address
                + "; must be host:port, such as localhost:9092");
  }

  @Test
  void shouldSayWhatAParameterMustBe() {
    assertThat(run("dead-letters", "show", "first")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem dead-letters show: OFFSET is 'first'; must be an offset such as 17, or PARTITION:OFFSET");
  }

  @Test
  void shouldRefuseAPrefixThatKafkaWouldRefuse() {
    assertThat(run("topics", "describe", "--prefix", "a b")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).contains("topics.prefix is 'a b'; allowed are letters");
  }

  @Test
  void shouldHaveHelpWithExamplesOnEveryCommand() {
    CommandLine root = TandemCommand.commandLine();

    assertHelp(root);
  }

  private static void assertHelp(CommandLine command) {
    assertThat(command.getUsageMessage()).contains("--help").containsPattern("Examples?:");
    command.getSubcommands().values().forEach(CommandLineTest::assertHelp);
  }
}
