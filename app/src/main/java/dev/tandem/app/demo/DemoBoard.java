package dev.tandem.app.demo;

import dev.tandem.app.board.OperatorControl;
import dev.tandem.app.report.Report;
import dev.tandem.app.report.ReportFile;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.teach.Classroom;
import dev.tandem.app.view.LiveView;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.posted.PostedFeed;
import dev.tandem.monitoring.Board;
import dev.tandem.monitoring.http.BoardSettings;
import dev.tandem.schemas.TandemVersion;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.JoinSettings;
import dev.tandem.trainer.settings.TrainerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The board of a run: where it is wanted, from before anything starts to its end. */
final class DemoBoard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DemoBoard.class);

  /** A run that is kept goes back further than this process. */
  private static final Duration HISTORY = Duration.ofDays(30);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final DemoPlan plan;
  private final Settings settings;
  private final Optional<Board> board;

  private DemoBoard(DemoPlan plan, Settings settings, Optional<Board> board) {
    this.plan = plan;
    this.settings = settings;
    this.board = board;
  }

  /** Says where it is, if it has pages. */
  static DemoBoard start(DemoPlan plan, Settings settings, LiveView view) {
    Optional<Board> board =
        plan.board().isWanted() ? Optional.of(open(plan, settings)) : Optional.empty();
    board
        .filter(b -> plan.board().teach())
        .flatMap(Board::teachAddress)
        .ifPresent(address -> view.say("Teach it at " + address));
    board
        .flatMap(b -> b.address(true))
        .ifPresent(address -> view.say("The board is at " + address));
    return new DemoBoard(plan, settings, board);
  }

  private static Board open(DemoPlan plan, Settings settings) {
    return plan.board().pages()
        ? Board.listen(
            BoardSettings.local(plan.ports().board().orElse(0)),
            settings.model(),
            settings.topics())
        : Board.withoutPages(settings.model(), settings.topics());
  }

  /** There are topics to read. */
  void follow(KafkaConnection kafka) {
    board.ifPresent(
        b ->
            b.follow(
                kafka,
                HISTORY,
                OperatorControl.ofUser(kafka, settings.topics(), settings.model())));
  }

  /**
   * Takes what people teach, where {@code feed} is theirs, which is published as {@code stream}.
   */
  void teach(Feed feed, String stream, KafkaConnection kafka) {
    if (feed instanceof PostedFeed posted) {
      Classroom.Desk desk =
          new Classroom.Desk(
              kafka,
              settings.topics().labels(),
              JoinSettings.of(settings.trainer()).labelOpen(),
              System.getProperty("user.name", "unknown") + " on the teach page");
      int frames = PostedFeed.frames(plan.feed());
      board.ifPresent(b -> b.teach(new Classroom(posted, frames, stream, desk, Clock.systemUTC())));
    }
  }

  /** Writes the page that is to be kept, if there is to be one. */
  void keep(Report report) {
    plan.board().html().ifPresent(file -> board.ifPresent(b -> keep(b, report, file)));
  }

  private void keep(Board shown, Report report, Path file) {
    try {
      ReportFile.writeText(shown.html(facts(report), PATIENCE), file);
    } catch (IOException e) {
      throw new UncheckedIOException("--html %s cannot be written".formatted(file), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      LOG.warn("interrupted while writing {}", file);
    }
  }

  private Map<String, String> facts(Report report) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("feed", plan.feed().toString());
    facts.put("seed", Long.toString(plan.seed()));
    facts.put("policy", settings.policy());
    facts.put("parallelism", Integer.toString(plan.parallelism()));
    facts.putAll(TrainerSettings.of(settings.trainer()).given());
    facts.put("last version's SHA-256", report.training().finalSha256());
    facts.put("Tandem", TandemVersion.current());
    facts.put("written", Instant.now().toString());
    return facts;
  }

  /** The topics go away; the pages stay. */
  void rest() {
    board.ifPresent(Board::rest);
  }

  @Override
  public void close() {
    board.ifPresent(Board::close);
  }
}
