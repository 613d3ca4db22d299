package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ModelManifest;
import dev.tandem.schemas.records.ModelPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class PythonSchemasTest {
  private static final Path FILE = Path.of("..", "docs", "python-consumer", "records.avsc");

  @Test
  void shouldBeTheSchemasThatAreWritten() throws IOException {
    if (Boolean.getBoolean("tandem.docs.write")) {
      Files.writeString(FILE, render());
    }

    assertThat(Files.readString(FILE))
        .as(
            "docs/python-consumer/records.avsc is stale; write it anew with"
                + " ./mvnw -pl tests -am verify -Dtest=PythonSchemasTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -DskipITs -Dtandem.docs.write=true")
        .isEqualTo(render());
  }

  private static String render() {
    return List.of(
            Clip.getClassSchema(), ModelManifest.getClassSchema(), ModelPointer.getClassSchema())
        .stream()
        .map(PythonSchemasTest::entry)
        .collect(Collectors.joining(",\n ", "[", "]\n"));
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
