package dev.tandem.tests.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.ElementType;
import dev.tandem.schemas.records.HeadPrediction;
import dev.tandem.schemas.records.Prediction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the commands say of a media file, beside what went through Kafka.
 *
 * @param server where the model is served
 * @param feed says how the file is to be extracted
 */
record MediaAnswers(String server, Path file, String feed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  CommandRun predict(String feed, String... more) {
    List<String> line = new ArrayList<>(List.of("predict", feed, "--http", server));
    line.addAll(List.of(more));
    return CommandRun.of(line.toArray(String[]::new));
  }

  /** {@code tandem features}: the numbers of the clips, to the bit. */
  List<String> requireSameFeatures(List<Clip> clips) throws IOException {
    List<String> requests = CommandRun.of("features", feed).lines();
    assertThat(requests).hasSameSizeAs(clips);
    for (int i = 0; i < requests.size(); i++) {
      JsonNode features = JSON.readTree(requests.get(i)).get("features");
      assertThat(features.size()).isEqualTo(clips.get(i).getParts().size());
      for (ClipPart part : clips.get(i).getParts()) {
        List<Float> numbers = new ArrayList<>();
        flatten(features.get(part.getModality()), numbers);
        assertThat(numbers).isEqualTo(numbers(part));
      }
    }
    return requests;
  }

  private static void flatten(JsonNode node, List<Float> numbers) {
    if (node.isArray()) {
      node.forEach(child -> flatten(child, numbers));
    } else {
      numbers.add(Float.parseFloat(node.asText()));
    }
  }

  private static List<Float> numbers(ClipPart part) {
    ByteBuffer payload = part.getPayload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<Float> numbers = new ArrayList<>();
    while (payload.hasRemaining()) {
      float element =
          part.getElementType() == ElementType.UINT8
              ? Byte.toUnsignedInt(payload.get())
              : payload.getFloat();
      numbers.add(part.getScale() * element + part.getOffset());
    }
    return numbers;
  }

  /**
   * {@code tandem predict}, {@code requests} by hand, and the file as it is: what was answered by
   * Kafka, to the bit.
   */
  void requireSameAnswers(List<String> requests, List<Prediction> byKafka) throws Exception {
    CommandRun run = predict(file.toString(), "--format", "json");
    assertThat(run.status()).as(run.errors()).isZero();
    assertThat(run.lines()).hasSameSizeAs(byKafka);
    JsonNode ofMedia = post("/v1/media", BodyPublishers.ofFile(file)).get("clips");
    assertThat(ofMedia.size()).isEqualTo(byKafka.size());
    for (int i = 0; i < byKafka.size(); i++) {
      ObjectNode answer = (ObjectNode) JSON.readTree(run.lines().get(i));
      assertThat(answer.get("seconds").asDouble()).isEqualTo(i);
      assertThat(answer.get("label").asText()).isEqualTo("7");
      requireSame(answer, byKafka.get(i));
      answer.remove(List.of("clip", "file", "seconds", "label"));
      assertThat(post("/v1/predict", BodyPublishers.ofString(requests.get(i)))).isEqualTo(answer);
      assertThat(ofMedia.get(i).get("begin").asDouble()).isEqualTo(i);
      requireSame(ofMedia.get(i), byKafka.get(i));
    }
  }

  private static void requireSame(JsonNode answer, Prediction byKafka) {
    assertThat(answer.get("className").asText()).isEqualTo(byKafka.getClassName());
    assertThat(answer.get("version").asInt()).isEqualTo(byKafka.getVersion());
    assertThat(answer.get("heads").size()).isEqualTo(byKafka.getHeads().size());
    for (HeadPrediction head : byKafka.getHeads()) {
      List<Float> probabilities = new ArrayList<>();
      flatten(JSON.valueToTree(answer.get("heads").get(head.getHead()).elements()), probabilities);
      assertThat(probabilities).isEqualTo(head.getProbabilities());
    }
  }

  private JsonNode post(String path, BodyPublisher body) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("Content-Type", "application/json")
            .POST(body)
            .build();
    return JSON.readTree(HttpClient.newHttpClient().send(post, BodyHandlers.ofString()).body());
  }
}
