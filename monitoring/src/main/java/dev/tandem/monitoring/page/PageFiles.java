package dev.tandem.monitoring.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every file that the pages are made of; there are no others. */
public final class PageFiles {
  static final String MAIN = "main.js";
  static final String STYLE = "board.css";
  static final String CHARTS = "uplot.js";
  static final String CHARTS_STYLE = "uplot.css";
  static final String TEACH_MAIN = "teach.js";
  private static final String TEACH_STYLE = "teach.css";
  private static final String INDEX = "index.html";
  private static final String TEACH = "teach.html";
  private static final String ICON = "icon.svg";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]*");

  private static final List<String> MODULES =
      List.of(
          MAIN,
          "chart.js",
          "classes.js",
          "clips.js",
          "colours.js",
          "dialog.js",
          "dom.js",
          "events.js",
          "link.js",
          "marks.js",
          "outcomes.js",
          "race.js",
          "sentence.js",
          "series.js",
          "store.js",
          "streams.js",
          "summary.js",
          "versions.js",
          "view.js",
          "words.js");

  /** Of the teach page, besides some of those of the board. */
  private static final List<String> TEACH_MODULES =
      List.of(TEACH_MAIN, "recorder.js", "lessons.js");

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final Map<String, String> FILES = read();

  private PageFiles() {}

  private static Map<String, String> read() {
    Map<String, String> files = new TreeMap<>();
    MODULES.forEach(name -> files.put(name, text(name)));
    TEACH_MODULES.forEach(name -> files.put(name, text(name)));
    files.put(TEACH_STYLE, text(TEACH_STYLE));
    files.put(STYLE, text(STYLE));
    files.put(ICON, text(ICON));
    files.put(CHARTS, text(UPLOT + "uPlot.iife.min.js"));
    files.put(CHARTS_STYLE, text(UPLOT + "uPlot.min.css"));
    return Collections.unmodifiableMap(files);
  }

  private static String text(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the file %s of the page is not there".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the file %s of the page".formatted(name), e);
    }
  }

  /**
   * The page itself.
   *
   * @param token that it sends with what it wants done; letters and digits, empty for none
   */
  public static String index(String token) {
    return page(INDEX, token);
  }

  /** The page to teach with, likewise. */
  public static String teach(String token) {
    return page(TEACH, token);
  }

  private static String page(String name, String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException("a page's token has letters and digits only");
    }
    return text(name).replace("{{token}}", token);
  }

  /** What the page loads, by its name. */
  public static Map<String, String> others() {
    return FILES;
  }

  /** The modules of the teach page that are not the board's. */
  static Map<String, String> teachModules() {
    Map<String, String> modules = new TreeMap<>();
    TEACH_MODULES.forEach(name -> modules.put(name, FILES.get(name)));
    return modules;
  }

  /** The modules of the board alone. */
  static Map<String, String> modules() {
    Map<String, String> modules = new TreeMap<>();
    MODULES.forEach(name -> modules.put(name, FILES.get(name)));
    return modules;
  }
}
