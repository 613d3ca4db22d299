package dev.tandem.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.schemas.snapshot.NamedTensor;
import dev.tandem.schemas.snapshot.Safetensors;
import dev.tandem.schemas.snapshot.SnapshotException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final NamedTensor WEIGHT = tensor("audio.weight", List.of(2, 3), 1, 2, 3, 4, 5, 6);
  private static final NamedTensor BIAS = tensor("audio.bias", List.of(2), -1, 0.5f);

  @Test
  void shouldGiveBackWhatWasWritten() {
    List<NamedTensor> read = Safetensors.decode(Safetensors.encode(List.of(WEIGHT, BIAS)));

    assertThat(read).extracting(NamedTensor::name).containsExactly("audio.weight", "audio.bias");
    assertThat(read.get(0).shape()).containsExactly(2, 3);
    assertThat(read.get(1).data()).isEqualTo(BIAS.data());
  }

  @Test
  void shouldReadAHeaderInAnotherOrderThanTheBytes() {
    String bias = "\"bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}";
    String weight = "\"weight\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    byte[] json = "{%s,%s}".formatted(bias, weight).getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(8 + json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    payload.putLong(json.length).put(json).putFloat(1).putFloat(2).putFloat(3);

    List<NamedTensor> read = Safetensors.decode(payload.array());

    assertThat(read).extracting(NamedTensor::name).containsExactly("weight", "bias");
    assertThat(read.get(1).data().getFloat(0)).isEqualTo(3);
  }

  /** A state dictionary of PyTorch has them beside the statistics of batches. */
  @Test
  void shouldPassOverCountersOfBatches() {
    String counter =
        "\"bn1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}";
    String bias = "\"bn1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}";
    byte[] json = "{%s,%s}".formatted(counter, bias).getBytes(StandardCharsets.UTF_8);
    ByteBuffer payload = ByteBuffer.allocate(8 + json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    payload.putLong(json.length).put(json).putLong(7).putFloat(3);

    List<NamedTensor> read = Safetensors.decode(payload.array());

    assertThat(read).extracting(NamedTensor::name).containsExactly("bn1.bias");
    assertThat(read.get(0).data().getFloat(0)).isEqualTo(3);
  }

  @Test
  void shouldWriteTheDocumentedBytes() {
    byte[] payload = Safetensors.encode(List.of(BIAS));

    String header = "{\"audio.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    assertThat(ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(64);
    assertThat(new String(payload, 8, 64, StandardCharsets.UTF_8).trim()).isEqualTo(header);
    assertThat(payload).hasSize(8 + 64 + 8);
  }

  @Test
  void shouldRefuseATruncatedPayload() {
    byte[] payload = Safetensors.encode(List.of(WEIGHT));

    assertThatThrownBy(() -> Safetensors.decode(Arrays.copyOf(payload, payload.length - 1)))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("claims bytes 0 to 24 of 23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"a\":3}",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}",
        "{\"a.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,9],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
      })
  void shouldRefuseAHeaderThatLies(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(8 + json.length + 4)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();

    assertThatThrownBy(() -> Safetensors.decode(payload)).isInstanceOf(SnapshotException.class);
  }

  @Test
  void shouldRefuseAHeaderLengthBeyondThePayload() {
    byte[] payload =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();

    assertThatThrownBy(() -> Safetensors.decode(payload))
        .isInstanceOf(SnapshotException.class)
        .hasMessage("header length 9223372036854775807 does not fit a payload of 16 bytes");
  }

  private static NamedTensor tensor(String name, List<Integer> shape, float... values) {
    ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new NamedTensor(name, shape, data);
  }
}
