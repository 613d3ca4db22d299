package dev.tandem.app.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The report as a JSON file. Figures that do not exist are {@code null}. */
public final class ReportFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(double.class, new FiniteNumbers())
                  .addSerializer(Double.class, new FiniteNumbers()));

  private ReportFile() {}

  /** Replaces {@code file} in one step: a reader sees the old report or the whole new one. */
  public static void write(Object report, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    try {
      Files.writeString(draft, json(report));
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  static String json(Object report) throws IOException {
    return JSON.writeValueAsString(report) + System.lineSeparator();
  }

  private static final class FiniteNumbers extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }
}
