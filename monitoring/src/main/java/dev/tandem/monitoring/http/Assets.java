package dev.tandem.monitoring.http;

import dev.tandem.monitoring.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The files of the pages, which are read once. */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private Assets() {}

  /**
   * Adds all of them to {@code routes}.
   *
   * @param token that the page sends with what it wants done
   */
  static void addTo(Routes routes, String token) {
    addPage(routes, "/", PageFiles.index(token));
    addPage(routes, "/teach", PageFiles.teach(token));
    PageFiles.others()
        .forEach(
            (name, text) -> {
              String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
              byte[] body = text.getBytes(StandardCharsets.UTF_8);
              routes.get("/" + name, request -> Reply.of(type, body));
            });
  }

  private static void addPage(Routes routes, String path, String page) {
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    routes.get(path, request -> Reply.of(TYPES.get("html"), body));
  }
}
