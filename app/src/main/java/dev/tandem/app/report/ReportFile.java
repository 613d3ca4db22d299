package dev.tandem.app.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The report as a JSON file. */
public final class ReportFile {
  private ReportFile() {}

  /** Replaces {@code file} in one step: a reader sees the old report or the whole new one. */
  public static void write(Object report, Path file) throws IOException {
    writeText(JsonText.of(report), file);
  }

  /** The same of any text. */
  public static void writeText(String text, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    try {
      Files.writeString(draft, text);
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
