package dev.tandem.monitoring.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Pattern HTML_OF_TEXT =
      Pattern.compile("innerHTML|outerHTML|insertAdjacent|document\\.write|eval\\(|new Function");

  @Test
  void shouldHaveEveryModuleThatIsImportedAndNoOther() {
    String all = String.join("\n", PageFiles.modules().values());
    Matcher imports = Pattern.compile("from \"\\./([^\"]+)\"").matcher(all);
    Map<String, Boolean> imported = new TreeMap<>(Map.of(PageFiles.MAIN, true));
    while (imports.find()) {
      imported.put(imports.group(1), true);
    }

    assertThat(PageFiles.modules().keySet()).isEqualTo(imported.keySet());
  }

  @Test
  void shouldHaveEveryModuleThatTheTeachPageImports() {
    String all = String.join("\n", PageFiles.teachModules().values());
    Matcher imports = Pattern.compile("from \"\\./([^\"]+)\"").matcher(all);
    TreeMap<String, Boolean> imported = new TreeMap<>(Map.of(PageFiles.TEACH_MAIN, true));
    while (imports.find()) {
      imported.put(imports.group(1), true);
      assertThat(PageFiles.others()).containsKey(imports.group(1));
    }

    assertThat(imported.keySet()).containsAll(PageFiles.teachModules().keySet());
  }

  @Test
  void shouldMakeNoHtmlOfTextAndLoadNothingFromElsewhere() {
    Map<String, String> all = new TreeMap<>(PageFiles.modules());
    all.putAll(PageFiles.teachModules());
    all.forEach(
        (name, text) -> {
          assertThat(HTML_OF_TEXT.matcher(text).find()).as(name).isFalse();
          assertThat(text.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http");
        });
    assertThat((PageFiles.index("") + PageFiles.teach("")).toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("http:", "https:", " onclick", " style=");
    assertThat(PageFiles.others().get(PageFiles.STYLE)).doesNotContain("url(", "@import");
  }

  @Test
  void shouldRefuseATokenThatCouldLeaveItsPlace() {
    assertThatThrownBy(() -> PageFiles.index("\"><script>")).hasMessageContaining("letters");
    assertThat(PageFiles.index("abc1")).contains("content=\"abc1\"");
  }

  @Test
  void shouldBundleModulesInTheOrderOfTheirNeed() {
    Map<String, String> modules =
        Map.of(
            "main.js", "import { twice } from \"./math.js\";\nrun(twice($1));\n",
            "math.js", "export function twice(a) {\n  return 2 * a;\n}\nexport const ONE = 1;\n");

    assertThat(Bundle.of(modules, "main.js"))
        .isEqualTo(
            "\"use strict\";\nconst $math = (() => {\nfunction twice(a) {\n  return 2 * a;\n}\nconst ONE = 1;\n\nreturn { twice, ONE };\n})();\nconst $main = (() => {\nconst { twice } = $math;\nrun(twice($1));\n\nreturn {  };\n})();");
  }

  @Test
  void shouldRefuseModulesThatItCannotBundle() {
    assertThatThrownBy(() -> Bundle.of(Map.of("main.js", "export default 1;\n"), "main.js"))
        .hasMessageContaining("main.js has a form of its own: export default 1;");
    assertThatThrownBy(
            () ->
                Bundle.of(
                    Map.of(
                        "main.js", "import { a } from \"./other.js\";\n",
                        "other.js", "import { b } from \"./main.js\";\n"),
                    "main.js"))
        .hasMessageContaining("modules import each other");
  }

  @Test
  void shouldKeepARunInOneFileThatLoadsNothing() {
    String page =
        StandalonePage.of("{\"model\":\"\\u003c/script\\u003e\"}", Map.of("feed", "a<b"), true);

    assertThat(page)
        .contains("\"facts\":[[\"feed\",\"a\\u003cb\"]]", "\"whole\":true", "default-src 'none'")
        .doesNotContain("src=\"", "href=\"icon", "href=\"board", "type=\"module\"", "import {");
    assertThat(Pattern.compile("sha256-").matcher(page).results().count()).isEqualTo(4);
    assertThat(Pattern.compile("</script>").matcher(page).results().count()).isEqualTo(3);
  }
}
