package dev.tandem.tests.teach;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the teach page asks of the process. */
final class TeachClient {
  private static final Pattern TOKEN = Pattern.compile("tandem-token\" content=\"(\\w+)\"");
  private static final Pattern CLIP = Pattern.compile("\"clip\":\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String page;
  private final String token;

  private TeachClient(String page, String token) {
    this.page = page;
    this.token = token;
  }

  /**
   * @param page address of the teach page
   */
  static TeachClient of(String page) throws IOException, InterruptedException {
    HttpResponse<String> loaded =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(page)).build(), BodyHandlers.ofString());
    Matcher token = TOKEN.matcher(loaded.body());
    if (!token.find()) {
      throw new IOException("no teach page at " + page);
    }
    return new TeachClient(page, token.group(1));
  }

  /** Posts a recording; {@code className} is empty where only an answer is wanted. */
  HttpResponse<String> post(Path media, String className) throws IOException, InterruptedException {
    String query =
        className.isEmpty() ? "" : "?class=" + URLEncoder.encode(className, StandardCharsets.UTF_8);
    return send("/clips" + query, "video/mp4", BodyPublishers.ofFile(media));
  }

  /** The id of the clip that a recording became. */
  String clip(Path media, String className) throws IOException, InterruptedException {
    HttpResponse<String> reply = post(media, className);
    Matcher id = CLIP.matcher(reply.body());
    if (!id.find()) {
      throw new IOException("%s: %d %s".formatted(media, reply.statusCode(), reply.body()));
    }
    return id.group(1);
  }

  HttpResponse<String> word(String json) throws IOException, InterruptedException {
    return send("/words", "application/json", BodyPublishers.ofString(json));
  }

  private HttpResponse<String> send(String path, String type, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(page + path))
            .header("Content-Type", type)
            .header("X-Tandem-Token", token)
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }
}
