package dev.tandem.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | application/json | Optional.empty",
        "Application/JSON; charset=UTF-8 | application/json | Optional[utf-8]",
        "application/json;profile=x; Charset=\"latin1\" | application/json | Optional[latin1]",
        "application/jsonx | application/jsonx | Optional.empty",
        "application/json+avro | application/json+avro | Optional.empty",
        "; charset=utf-8 | '' | Optional[utf-8]",
      })
  void shouldReadItWholeAndWithoutCase(String header, String name, String charset) {
    MediaType type = MediaType.of(header);

    assertThat(type.is(name)).isTrue();
    assertThat(type.charset()).hasToString(charset);
  }
}
