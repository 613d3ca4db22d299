package dev.tandem.app.webhook;

import dev.tandem.app.models.ModelNews;
import dev.tandem.schemas.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An event as others are told of it.
 *
 * @param id the same whenever the same event is told
 * @param title for messages to people: the event and what it is about
 * @param at when it was written
 * @param body JSON, as {@code --format json} prints it
 * @param variables what a command finds in its environment
 */
record Notice(String id, String title, Instant at, String body, Map<String, String> variables) {
  private static final int ID_LETTERS = 32;

  static Notice of(ModelNews news) {
    String body = news.json().toString();
    String id = Sha256.of(body.getBytes(StandardCharsets.UTF_8)).substring(0, ID_LETTERS);
    Map<String, String> variables = new TreeMap<>();
    variables.put("TANDEM_EVENT", news.event());
    variables.put("TANDEM_EVENT_ID", id);
    variables.put("TANDEM_TIME", news.json().path("time").asText());
    variables.put("TANDEM_MODEL", news.subject().replaceFirst("@.*", ""));
    variables.put("TANDEM_VERSION", news.json().path("version").asText());
    return new Notice(
        id, (news.event() + " " + news.subject()).strip(), news.at(), body, Map.copyOf(variables));
  }
}
