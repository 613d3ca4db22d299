package dev.tandem.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Features;
import dev.tandem.schemas.records.Label;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import dev.tandem.schemas.records.StreamMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

/** What the scripts know of the records is what is written. */
class PythonSchemasTest {
  private static final Path CONSUMER = PythonProcess.CONSUMER.resolve("records.avsc");
  private static final Path PRODUCER = PythonProcess.PRODUCER.resolve("records.avsc");

  @Test
  void shouldBeTheSchemasThatAreWritten() throws IOException {
    requireCurrent(
        CONSUMER,
        Clip.getClassSchema(),
        ModelManifest.getClassSchema(),
        ModelPointer.getClassSchema());
    requireCurrent(
        PRODUCER, Features.getClassSchema(), Label.getClassSchema(), StreamMark.getClassSchema());
  }

  private static void requireCurrent(Path file, Schema... schemas) throws IOException {
    String rendered =
        Stream.of(schemas)
            .map(PythonSchemasTest::entry)
            .collect(Collectors.joining(",\n ", "[", "]\n"));
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(file, rendered);
    }
    assertThat(Files.readString(file))
        .as(
            "%s is stale; write it anew with".formatted(file)
                + " ./mvnw -pl tests -am verify -Dtest=PythonSchemasTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dtandem.docs.write=true")
        .isEqualTo(rendered);
  }

  private static String entry(Schema schema) {
    byte[] fingerprint = new byte[8];
    long bits = SchemaNormalization.parsingFingerprint64(schema);
    for (int i = 0; i < fingerprint.length; i++) {
      fingerprint[i] = (byte) (bits >>> (8 * i));
    }
    return "{\"name\": \"%s\", \"fingerprint\": \"%s\", \"schema\":%n  %s}"
        .formatted(
            schema.getName(),
            HexFormat.of().formatHex(fingerprint),
            SchemaNormalization.toParsingForm(schema));
  }
}
