package dev.tandem.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.app.control.StreamWord;
import dev.tandem.app.letters.DeadLetterDetails;
import dev.tandem.app.letters.DeadLetterListing;
import dev.tandem.app.models.ListedVersion;
import dev.tandem.app.models.VersionComparison;
import dev.tandem.app.models.VersionDetails;
import dev.tandem.cluster.supervisor.ClusterStatus;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JsonPageTest {
  private static final Path PAGE = Path.of("..", "docs", "json.md");
  private static final Map<String, Class<?>> LISTINGS =
      Map.of(
          "models list", ListedVersion.class,
          "models show", VersionDetails.class,
          "models diff", VersionComparison.class,
          "streams list", StreamWord.class,
          "topics describe", TopicsDescribeCommand.ListedTopic.class,
          "dead-letters list", DeadLetterListing.class,
          "dead-letters show", DeadLetterDetails.class,
          "cluster status", ClusterStatus.class);

  @Test
  void shouldNameEveryKey() throws IOException {
    String page = Files.readString(PAGE);

    LISTINGS.forEach(
        (command, type) ->
            assertThat(section(page, command))
                .as(command)
                .contains(keys(type).map(key -> "`" + key + "`").toArray(String[]::new)));
  }

  private static String section(String page, String command) {
    int begin = page.indexOf("## `" + command + "`\n");
    int end = page.indexOf("\n## ", begin);
    assertThat(begin).as(command).isNotNegative();
    return page.substring(begin, end < 0 ? page.length() : end);
  }

  @Test
  void shouldNameEveryCommandThatTakesJson() {
    assertThat(
            having("--json", TandemCommand.commandLine())
                .map(name -> name.substring("tandem ".length()))
                .collect(Collectors.toSet()))
        .isEqualTo(LISTINGS.keySet());
  }

  @Test
  void shouldHaveASectionForEachCommandThatIsWatchedAsJson() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(having("--format", TandemCommand.commandLine()))
        .filteredOn(name -> name.endsWith(" watch"))
        .containsExactlyInAnyOrder("tandem predictions watch", "tandem models watch")
        .allMatch(name -> page.contains("## `" + name.substring("tandem ".length()) + "`\n"));
  }

  private static Stream<String> having(String option, CommandLine command) {
    Stream<String> below =
        command.getSubcommands().values().stream().flatMap(one -> having(option, one));
    return command.getCommandSpec().findOption(option) == null
        ? below
        : Stream.concat(Stream.of(command.getCommandSpec().qualifiedName()), below);
  }

  /** Of a record and of the records in it. */
  private static Stream<String> keys(Class<?> type) {
    return Stream.of(type.getRecordComponents())
        .flatMap(one -> Stream.concat(Stream.of(one.getName()), keysWithin(one)));
  }

  private static Stream<String> keysWithin(RecordComponent component) {
    Type type = component.getGenericType();
    Type inner =
        type instanceof ParameterizedType list
            ? list.getActualTypeArguments()[list.getActualTypeArguments().length - 1]
            : type;
    return inner instanceof Class<?> one && one.isRecord() ? keys(one) : Stream.empty();
  }
}
