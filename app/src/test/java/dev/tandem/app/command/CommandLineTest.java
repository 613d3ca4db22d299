package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
