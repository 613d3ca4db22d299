package dev.tandem.ingest.feed;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Lines of a CSV file, one row each. Cells may be quoted, and have no line breaks. */
public final class CsvLine {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final char separator;
  private final ObjectReader reader;

  private CsvLine(char separator, ObjectReader reader) {
    this.separator = separator;
    this.reader = reader;
  }

  /** As in the file that {@code first} is the first line of: with commas, semicolons or tabs. */
  public static CsvLine like(String first) {
    char other = first.indexOf(';') >= 0 ? ';' : '\t';
    char separator = first.indexOf(',') >= 0 ? ',' : other;
    ObjectReader reader =
        new CsvMapper()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator));
    return new CsvLine(separator, reader);
  }

  /** Between cells. */
  public char separator() {
    return separator;
  }

  /** A first line without the mark that some programs put before it. */
  public static String withoutMark(String first) {
    return first.startsWith(BYTE_ORDER_MARK) ? first.substring(1) : first;
  }

  /** A line that is no CSV, such as one with a quote that does not end, is one cell. */
  public List<String> cells(String line) {
    try {
      List<String[]> rows = reader.<String[]>readValues(line).readAll();
      return rows.isEmpty()
          ? List.of("")
          : Arrays.stream(rows.get(0)).map(cell -> cell == null ? "" : cell.trim()).toList();
    } catch (IOException e) {
      return List.of(line);
    }
  }
}
