package dev.tandem.monitoring.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Which path is answered by what. Paths are compared whole, so that none leads anywhere else. */
final class Routes {
  private final Map<String, Handler> gets = new HashMap<>();
  private final Map<String, Handler> posts = new HashMap<>();

  Routes get(String path, Handler handler) {
    gets.put(path, handler);
    return this;
  }

  Routes post(String path, Handler handler) {
    posts.put(path, handler);
    return this;
  }

  Reply answer(Request request) throws IOException {
    boolean read = request.method().equals("GET") || request.method().equals("HEAD");
    Map<String, Handler> of = read ? gets : posts;
    Handler handler = read || request.isPost() ? of.get(request.path()) : null;
    if (handler != null) {
      return handler.answer(request);
    }
    if (gets.containsKey(request.path()) || posts.containsKey(request.path())) {
      String allowed = gets.containsKey(request.path()) ? "GET, HEAD" : "POST";
      return new Reply(405, "", new byte[0], Map.of("Allow", allowed));
    }
    return Reply.error(404, "there is no such page; the board is at /");
  }
}
