package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.learner.policy.Policies;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          moduls list             | tandem: unknown command moduls; did you mean models? Known are demo, ingest,
          models lsit             | tandem models: unknown command lsit; did you mean list? Known are list, show,
          help models dif         | tandem models: unknown command dif; did you mean diff? Known are list, show,
          cluster superwise       | tandem cluster: unknown command superwise; known are start, status, stop
          demo --clisp=10         | tandem demo: unknown option --clisp; did you mean --clips? Known are --board-port,
          demo extra              | tandem demo: unknown argument extra
          demo --set join.windw=2s | tandem demo: unknown setting join.windw; did you mean join.window? Known are
          demo --set batch-max-wait=2s | tandem demo: unknown setting batch-max-wait; did you mean trainer.batch-max-wait? Known
          """)
  void shouldSayWhatWasMeant(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).startsWith(message);
  }

  @Test
  void shouldNotTakeASettingWithoutAValueForANumber() {
    assertThat(run("train", "--set", "trainer.batch-size")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString())
        .startsWith(
            "tandem train: --set is 'trainer.batch-size'; must be KEY=VALUE, such as join.window=2s");
  }

  @Test
  void shouldTakeListsAsJson() {
    assertThat(run("demo", "--set", "trainer.classes=[\"a=1,b\",\"c\"]", "--set", "unknown=x"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).startsWith("tandem demo: unknown setting unknown; known are ");
    run("demo", "--set", "trainer.classes=[\"a=1,b\",\"c\"", "--set", "trainer.model=x");
    assertThat(err.toString()).contains("trainer.classes is [\"a=1,b\",\"c\"; must be ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bench --help", "bench features --help"})
  void shouldSuggestANameThatNoOtherReportHas(String line) {
    assertThat(run(line.split(" "))).isEqualTo(ExitStatus.SUCCESS);
    assertThat(out.toString())
        .as("docs/measured/features.json is of what extractors gain")
        .contains("bench features --report folder.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help models diff", "models diff --help", "models diff -h"})
  void shouldShowTheHelpOfACommand(String line) {
    assertThat(run(line.split(" "))).isEqualTo(ExitStatus.SUCCESS);
    assertThat(out.toString()).startsWith("Usage: tandem models diff ").contains("-h, --help");
  }

  @Test
  void shouldShowItsOwnHelp() {
    assertThat(run("help")).isEqualTo(ExitStatus.SUCCESS);
    assertThat(out.toString())
        .startsWith("Usage: tandem ")
        .contains("Exit status: 0 done,", "130 ended by Ctrl-C");
  }

  @Test
  void shouldNameTheAllowedValuesOfPolicies() {
    run("demo", "--help");

    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(String.join(", ", Policies.names()));
  }

  @Test
  void shouldNotShowWhatServingTakesOnlyAsAJob() {
    run("serve", "--help");

    assertThat(out.toString())
        .contains("--bootstrap-server", "--config", "--set", "--target", "--verbose")
        .doesNotContain("--wait", "--from", "--feed", "--parallelism=", "--web-port");
    assertThat(run("serve", "--wait", "--state", "")).isEqualTo(ExitStatus.USAGE);
    assertThat(err.toString()).startsWith("tandem serve: --state is ''; must be a path");
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
            "tandem topics create: unknown option --partition; did you mean --partitions? Known are --bootstrap-server, ")
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --command-config=nowhere                 | --command-config is nowhere, which cannot be read as KEY=VALUE lines
          --set=kafka.ssl.truststore.password=x    | everybody on this machine can see it in the list of processes
          --set=kafka.sasl.jaas.config=x           | everybody on this machine can see it in the list of processes
          --set=kafka.security.protocl=SSL         | no such setting; did you mean security.protocol?
          --set=kafka.acks=0                       | kafka.acks is not to be set: Tandem sets it itself
          --set=kafka.bootstrap.servers=kafka:9092 | name the brokers with --bootstrap-server
          """)
  void shouldRefuseSettingsOfKafkasClientsBeforeItConnects(String option, String message) {
    assertThat(run("serve", "--bootstrap-server", "127.0.0.1:1", option))
        .isNotEqualTo(ExitStatus.SUCCESS);
    assertThat(err.toString()).contains(message);
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
    assertThat(command.getUsageMessage()).contains("-h, --help").containsPattern("Examples?:");
    assertThat(command.getCommandSpec().usageMessage().description()[0])
        .as("what the command above shows of it must be a whole sentence")
        .endsWith(".");
    command.getSubcommands().values().forEach(CommandLineTest::assertHelp);
  }
}
