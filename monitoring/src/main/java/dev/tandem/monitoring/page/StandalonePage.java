package dev.tandem.monitoring.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A board that is over, as one file: it loads nothing, and runs nothing but what is in it. */
public final class StandalonePage {
  private StandalonePage() {}

  /**
   * The page.
   *
   * @param snapshot of the board's state
   * @param facts of the run, in order
   * @param whole whether all that was committed is in it
   */
  public static String of(String snapshot, Map<String, String> facts, boolean whole) {
    String charts = script(PageFiles.others().get(PageFiles.CHARTS));
    String board = script(Bundle.of(PageFiles.modules(), PageFiles.MAIN));
    String chartsStyle = PageFiles.others().get(PageFiles.CHARTS_STYLE);
    String style = PageFiles.others().get(PageFiles.STYLE);
    Map<String, String> replaced = new LinkedHashMap<>();
    replaced.put(
        "<link rel=\"icon\" href=\"icon.svg\">", policy(charts, board, chartsStyle, style));
    replaced.put(
        "<link rel=\"stylesheet\" href=\"uplot.css\">", "<style>" + chartsStyle + "</style>");
    replaced.put("<link rel=\"stylesheet\" href=\"board.css\">", "<style>" + style + "</style>");
    replaced.put("<script defer src=\"uplot.js\"></script>", "");
    replaced.put("<script type=\"module\" src=\"main.js\"></script>", "");
    replaced.put(
        "</body>",
        "<script type=\"application/json\" id=\"kept\">%s</script>\n<script>%s</script>\n<script>%s</script>\n</body>"
            .formatted(kept(snapshot, facts, whole), charts, board));
    String page = PageFiles.index("");
    for (Map.Entry<String, String> one : replaced.entrySet()) {
      if (!page.contains(one.getKey())) {
        throw new IllegalStateException("the page has no " + one.getKey());
      }
      page = page.replace(one.getKey(), one.getValue());
    }
    return page;
  }

  /** As it can stand between script tags. */
  private static String script(String text) {
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--");
  }

  private static String policy(String charts, String board, String... styles) {
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src %s; style-src %s; img-src data:; base-uri 'none'; form-action 'none'\">"
        .formatted(
            Stream.of(charts, board).map(StandalonePage::digest).collect(Collectors.joining(" ")),
            Stream.of(styles).map(StandalonePage::digest).collect(Collectors.joining(" ")));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-%s'".formatted(Base64.getEncoder().encodeToString(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The snapshot with the facts in it; Gson escapes what would end the script. */
  private static String kept(String snapshot, Map<String, String> facts, boolean whole) {
    JsonObject kept = JsonParser.parseString(snapshot).getAsJsonObject();
    JsonArray list = new JsonArray();
    facts.forEach(
        (name, value) -> {
          JsonArray fact = new JsonArray();
          fact.add(name);
          fact.add(value);
          list.add(fact);
        });
    kept.add("facts", list);
    kept.addProperty("whole", whole);
    return new com.google.gson.Gson().toJson(kept);
  }
}
