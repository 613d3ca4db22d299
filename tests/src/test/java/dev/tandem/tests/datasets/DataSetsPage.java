package dev.tandem.tests.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands of docs/datasets.md. */
final class DataSetsPage {
  /** As seen from the module. */
  static final Path DOCS = Path.of("..", "docs");

  private static final String TANDEM = "./tandem ";
  private static final Pattern BLOCK = Pattern.compile("```\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private DataSetsPage() {}

  /** The words of each, as a shell splits them, without that of the launcher. */
  static List<List<String>> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(DOCS.resolve("datasets.md")))
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> line.startsWith(TANDEM))
        .map(line -> words(line.substring(TANDEM.length()).replaceFirst(" > .*", "")))
        .toList();
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  /** What follows each {@code option} of a command. */
  static Stream<String> values(List<String> command, String option) {
    return Stream.iterate(0, i -> i < command.size() - 1, i -> i + 1)
        .filter(i -> command.get(i).equals(option))
        .map(i -> command.get(i + 1));
  }
}
