package dev.tandem.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The schemas that a record had before: {@code earlier/NAME.v1.avsc} and so on beside this class,
 * in Avro's canonical form. Whoever changes a record keeps what it was there.
 */
final class EarlierSchemas {
  private EarlierSchemas() {}

  /** Oldest first. */
  static List<Schema> of(Class<?> type) {
    List<Schema> schemas = new ArrayList<>();
    for (int version = 1; ; version++) {
      String name = "earlier/%s.v%d.avsc".formatted(type.getSimpleName(), version);
      try (InputStream file = EarlierSchemas.class.getResourceAsStream(name)) {
        if (file == null) {
          return schemas;
        }
        schemas.add(new Schema.Parser().parse(file));
      } catch (IOException e) {
        throw new UncheckedIOException("unreadable " + name, e);
      }
    }
  }
}
