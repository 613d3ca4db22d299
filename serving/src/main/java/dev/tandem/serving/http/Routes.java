package dev.tandem.serving.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Finds who answers a request. A path that is asked for by GET answers HEAD as well. */
final class Routes {
  /** Answers requests of one method to one path. */
  interface Handler {
    Reply answer(Request request) throws IOException;
  }

  /** Stands for all paths that are not known, which anybody can make up. */
  private static final String OTHER = "other";

  private record Route(String method, Handler handler) {
    boolean takes(String asked) {
      return asked.equals(method) || (asked.equals(Request.HEAD) && method.equals(Request.GET));
    }

    String allowed() {
      return (method.equals(Request.GET) ? "GET, HEAD" : method) + ", OPTIONS";
    }
  }

  private final Map<String, Route> routes = new LinkedHashMap<>();

  Routes get(String path, Handler handler) {
    routes.put(path, new Route(Request.GET, handler));
    return this;
  }

  Routes post(String path, Handler handler) {
    routes.put(path, new Route(Request.POST, handler));
    return this;
  }

  Set<String> paths() {
    return routes.keySet();
  }

  /** What the request counts as. */
  String label(Request request) {
    return routes.containsKey(request.path()) ? request.path() : OTHER;
  }

  Reply answer(Request request) throws IOException {
    Route route = routes.get(request.path());
    if (route == null) {
      return Reply.error(
          404,
          "there is no %s; known are %s".formatted(request.path(), String.join(", ", paths())));
    }
    if (request.method().equals(Request.OPTIONS)) {
      return Reply.empty(204).with("Allow", route.allowed());
    }
    if (!route.takes(request.method())) {
      return Reply.error(
              405,
              "%s takes %s, not %s".formatted(request.path(), route.method(), request.method()))
          .with("Allow", route.allowed());
    }
    return route.handler().answer(request);
  }
}
