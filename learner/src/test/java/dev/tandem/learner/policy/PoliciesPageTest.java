package dev.tandem.learner.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policies.md says is what there is: its code, its table of costs, names and options. */
class PoliciesPageTest {

  private static final Path PAGE = Path.of("..", "docs", "policies.md");
  private static final Path COSTS = Path.of("..", "docs", "measured", "policies.json");
  private static final Path DEMOS = Path.of("..", "docs", "measured", "policy-demos.json");
  private static final Path EXAMPLE =
      Path.of("src", "test", "java", "dev", "tandem", "learner", "policy");

  private static final Pattern CODE =
      Pattern.compile("<!-- file: (\\S+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern COST =
      Pattern.compile("<!-- cost -->\n(.*?)<!-- /cost -->", Pattern.DOTALL);

  @Test
  void shouldHaveTheCodeThatIsCompiledAndTheCostsThatWereMeasured() throws IOException {
    String page = Files.readString(PAGE);
    String written = CODE.matcher(page).replaceAll(code -> Matcher.quoteReplacement(code(code)));
    String costs = "<!-- cost -->\n%s<!-- /cost -->".formatted(costs());
    written = COST.matcher(written).replaceAll(Matcher.quoteReplacement(costs));
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(PAGE, written);
    }
    assertThat(Files.readString(PAGE))
        .as(
            "docs/policies.md is stale; write it anew with"
                + " ./mvnw -pl learner -am test -Dtest=PoliciesPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dtandem.docs.write=true")
        .isEqualTo(written);
    assertThat(CODE.matcher(page).results()).hasSize(2);
  }

  private static String code(MatchResult block) {
    try {
      return "<!-- file: %s -->\n```java\n%s```\n"
          .formatted(block.group(1), Files.readString(EXAMPLE.resolve(block.group(1))));
    } catch (IOException e) {
      throw new AssertionError("the page names a file that is not there", e);
    }
  }

  private static String costs() throws IOException {
    JsonObject measured = JsonParser.parseString(Files.readString(COSTS)).getAsJsonObject();
    StringBuilder table =
        new StringBuilder(
            """
            | policy | passes | cost, MLP pair | cost, CNN pair | fused | audio | video |
            |---|---|---|---|---|---|---|
            """);
    JsonObject demos = JsonParser.parseString(Files.readString(DEMOS)).getAsJsonObject();
    for (String name : Policies.names()) {
      table.append(
          "| `%s` | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  name,
                  trimmed(Policies.named(name).passes().applyAsDouble(2)),
                  quartiles(measured, "mlp", name),
                  quartiles(measured, "cnn", name),
                  accuracy(demos, name, "fused"),
                  accuracy(demos, name, "audio"),
                  accuracy(demos, name, "video")));
    }
    return table.toString();
  }

  private static String trimmed(double passes) {
    return passes == Math.rint(passes)
        ? Integer.toString((int) passes)
        : String.format(Locale.ROOT, "%.2f", passes);
  }

  private static String accuracy(JsonObject demos, String policy, String head) {
    if (!demos.has(policy)) {
      return "–";
    }
    JsonObject accuracies = demos.getAsJsonObject(policy).getAsJsonObject("prequentialAccuracy");
    return String.format(Locale.ROOT, "%.3f", accuracies.get(head).getAsDouble());
  }

  private static String quartiles(JsonObject measured, String network, String policy) {
    if (!measured.getAsJsonObject(network).has(policy)) {
      return "–";
    }
    JsonObject ratio =
        measured.getAsJsonObject(network).getAsJsonObject(policy).getAsJsonObject("overMultiLoss");
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        ratio.get("median").getAsDouble(),
        ratio.get("lower").getAsDouble(),
        ratio.get("upper").getAsDouble());
  }

  @Test
  void shouldNameEveryPolicyAndOption() throws IOException {
    String page = Files.readString(PAGE);
    for (String name : Policies.names()) {
      assertThat(page).contains("[`%s`](#".formatted(name));
    }
    Policies.options()
        .forEach(
            option -> {
              String last = option.key().substring(option.key().lastIndexOf('.'));
              assertThat(page.contains(option.key()) || page.contains("`" + last + "`"))
                  .as(option.key())
                  .isTrue();
            });
  }
}
