package dev.tandem.monitoring.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several JavaScript modules as one script, for a file that can load nothing: each becomes a
 * function that is called once, after those that it imports. It knows the two forms that the
 * board's modules have, {@code import { a, b } from "./x.js";} and {@code export} before a
 * function, class or constant, and throws at any other.
 */
final class Bundle {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import \\{([^}]+)} from \"\\./([a-z]+)\\.js\";$");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export ((?:async )?function|class|const) (\\w+)");
  private static final Pattern OTHER = Pattern.compile("(?m)^(import|export)\\b.*$");

  private final Map<String, String> modules;
  private final Map<String, String> written = new LinkedHashMap<>();
  private final List<String> open = new ArrayList<>();

  private Bundle(Map<String, String> modules) {
    this.modules = modules;
  }

  /**
   * The script.
   *
   * @param modules their text, by file name
   * @param main which begins
   */
  static String of(Map<String, String> modules, String main) {
    Bundle bundle = new Bundle(modules);
    bundle.add(main);
    return "\"use strict\";\n" + String.join("\n", bundle.written.values());
  }

  private void add(String file) {
    if (written.containsKey(file)) {
      return;
    }
    if (open.contains(file)) {
      throw new IllegalStateException("modules import each other: " + open);
    }
    open.add(file);
    String text = modules.get(file);
    if (text == null) {
      throw new IllegalStateException("there is no module " + file);
    }
    Matcher imports = IMPORT.matcher(text);
    while (imports.find()) {
      add(imports.group(2) + ".js");
    }
    open.remove(file);
    written.put(file, wrap(file, text));
  }

  private static String wrap(String file, String text) {
    String body =
        IMPORT
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        "const {%s} = $%s;".formatted(found.group(1), found.group(2))));
    List<String> names = new ArrayList<>();
    String inner =
        EXPORT
            .matcher(body)
            .replaceAll(
                found -> {
                  names.add(found.group(2));
                  return Matcher.quoteReplacement(found.group(1) + " " + found.group(2));
                });
    Matcher other = OTHER.matcher(inner);
    if (other.find()) {
      throw new IllegalStateException(
          "%s has a form of its own: %s".formatted(file, other.group()));
    }
    return "const $%s = (() => {\n%s\nreturn { %s };\n})();"
        .formatted(file.replace(".js", ""), inner, String.join(", ", names));
  }
}
