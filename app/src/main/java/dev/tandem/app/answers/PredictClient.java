package dev.tandem.app.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.Extractor;
import dev.tandem.schemas.records.FeatureContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a served model by HTTP. Clips go as Avro, which carries the extractor of each part, so that
 * a model refuses features that are not of its kind; answers come as JSON.
 */
public final class PredictClient {
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration ANSWERING = Duration.ofSeconds(30);
  private static final int QUOTED = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECTING)
          .build();
  private final String server;
  private final String given;

  /**
   * @param server address, such as {@code http://localhost:8090}
   * @param given what the clips have of each modality, for messages
   */
  public PredictClient(URI server, String given) {
    this.server = server.toString().replaceFirst("/+$", "");
    this.given = given;
  }

  /** The answer; throws {@link IllegalStateException} where none comes, saying what to do. */
  public ObjectNode ask(Clip clip) {
    HttpResponse<String> response = send(clip);
    if (response.statusCode() == 200
        && parse(response.body()) instanceof ObjectNode answer
        && answer.has("heads")) {
      return answer;
    }
    throw new IllegalStateException(refusal(clip.getClipId(), response));
  }

  /**
   * What the served model takes, by modality; throws {@link IllegalStateException} where nobody
   * says, saying what to do.
   */
  public static List<FeatureContract> contract(URI server) {
    PredictClient client = new PredictClient(server, "");
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(client.server + "/v1/model"))
                .timeout(ANSWERING)
                .build());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(client.refusal("", response));
    }
    List<FeatureContract> contract = new ArrayList<>();
    parse(response.body())
        .path("features")
        .properties()
        .forEach(part -> contract.add(contract(part.getKey(), part.getValue())));
    return contract;
  }

  private static FeatureContract contract(String modality, JsonNode part) {
    List<Integer> shape = new ArrayList<>();
    part.path("shape").forEach(size -> shape.add(size.asInt()));
    return new FeatureContract(
        modality,
        new Extractor(part.path("extractor").asText(), part.path("version").asText()),
        shape);
  }

  private HttpResponse<String> send(Clip clip) {
    return send(
        HttpRequest.newBuilder(URI.create(server + "/v1/predict"))
            .timeout(ANSWERING)
            .header("Content-Type", "application/avro")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofByteArray(Wire.encode(clip)))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new IllegalStateException(
          "the server at %s did not answer within %d s; see its log, or name another with --http"
              .formatted(server, ANSWERING.toSeconds()),
          e);
    } catch (IOException e) {
      throw new IllegalStateException(
          "no served model answers at %s; start one with tandem serve, or name another with --http"
              .formatted(server),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  private String refusal(String clip, HttpResponse<String> response) {
    String said = parse(response.body()).path("error").asText();
    return switch (response.statusCode()) {
      case 503 -> "the served model at %s is not ready: %s".formatted(server, quoted(said));
      case 400, 413, 422 ->
          "the served model at %s refuses clip %s: %s. The feed gives %s: name the file alone, so that features are made as the model takes them, or ask a model that learned from such features"
              .formatted(server, clip, quoted(said), given);
      default ->
          "%s does not answer as a served model does (status %d: %s); name the address of tandem serve with --http"
              .formatted(
                  server,
                  response.statusCode(),
                  quoted(said.isEmpty() ? response.body().strip() : said));
    };
  }

  private static String quoted(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException foreign) {
      return JSON.createObjectNode();
    }
  }
}
