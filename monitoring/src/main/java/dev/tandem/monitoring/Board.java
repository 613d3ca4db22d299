package dev.tandem.monitoring;

import dev.tandem.monitoring.feed.BoardFeed;
import dev.tandem.monitoring.http.BoardServer;
import dev.tandem.monitoring.http.BoardSettings;
import dev.tandem.monitoring.http.ModelControl;
import dev.tandem.monitoring.http.Teacher;
import dev.tandem.monitoring.page.StandalonePage;
import dev.tandem.monitoring.state.BoardState;
import dev.tandem.schemas.Topics;
import dev.tandem.schemas.log.KafkaConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A board of one model: pages that can be opened at once, and that show what comes as soon as there
 * are topics to read.
 */
public final class Board implements AutoCloseable {
  private final Topics topics;
  private final BoardState state;
  private final Optional<BoardServer> server;
  private final BoardSettings settings;
  private Optional<BoardFeed> feed = Optional.empty();
  private volatile Optional<ModelControl> control = Optional.empty();
  private volatile Optional<Teacher> teacher = Optional.empty();

  private Board(BoardSettings settings, String model, Topics topics, boolean listening) {
    this.settings = settings;
    this.topics = topics;
    this.state = new BoardState(model, topics, InstantSource.system());
    this.server =
        listening
            ? Optional.of(BoardServer.start(settings, state, () -> control, () -> teacher))
            : Optional.empty();
  }

  /**
   * Begins to listen; it knows nothing so far.
   *
   * @throws dev.tandem.schemas.UsageException where it cannot listen there
   */
  public static Board listen(BoardSettings settings, String model, Topics topics) {
    return new Board(settings, model, topics, true);
  }

  /** One without pages, for {@link #html}. */
  public static Board withoutPages(String model, Topics topics) {
    return new Board(BoardSettings.local(0), model, topics, false);
  }

  /**
   * Begins to read, and to do what operators want.
   *
   * @param history how long ago the training began that is shown
   */
  public synchronized void follow(KafkaConnection kafka, Duration history, ModelControl operators) {
    feed = Optional.of(BoardFeed.start(kafka, topics, state, history));
    control = Optional.of(operators);
  }

  /** Begins to take what people teach with the teach page. */
  public synchronized void teach(Teacher of) {
    state.taught(of.stream());
    teacher = Optional.of(of);
  }

  /** Where a browser finds the teach page; empty where it has no pages. */
  public Optional<String> teachAddress() {
    return server.map(
        listening -> "http://%s:%d/teach".formatted(settings.visited(), listening.port()));
  }

  /**
   * Where a browser finds it; empty where it has no pages.
   *
   * @param withToken whether the address has the token that visitors must bring, if any
   */
  public Optional<String> address(boolean withToken) {
    String token =
        settings.visitorToken().filter(t -> withToken).map(t -> "?token=" + t).orElse("");
    return server.map(
        listening -> "http://%s:%d/%s".formatted(settings.visited(), listening.port(), token));
  }

  /**
   * The same as one file that needs nothing else, with all that is committed by now.
   *
   * @param facts of the run, in the order in which they are shown
   * @param patience how long that may take; what is not read by then is left out
   */
  public synchronized String html(Map<String, String> facts, Duration patience)
      throws InterruptedException {
    boolean whole = feed.isEmpty() || feed.get().awaitAll(patience);
    return StandalonePage.of(state.snapshot(), facts, whole);
  }

  /** Reads no more, and does nothing more; the pages stay until the board is closed. */
  public synchronized void rest() {
    control = Optional.empty();
    teacher = Optional.empty();
    feed.ifPresent(BoardFeed::close);
    feed = Optional.empty();
  }

  @Override
  public synchronized void close() {
    rest();
    server.ifPresent(BoardServer::close);
  }
}
