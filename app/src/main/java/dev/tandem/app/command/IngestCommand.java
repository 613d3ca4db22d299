package dev.tandem.app.command;

import dev.tandem.app.Logging;
import dev.tandem.app.demo.StartTime;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.Interruption;
import dev.tandem.app.run.JobStarter;
import dev.tandem.app.settings.Settings;
import dev.tandem.ingest.Feed;
import dev.tandem.ingest.FeedUri;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.publish.GroupBacklog;
import dev.tandem.ingest.publish.PublishedReport;
import dev.tandem.ingest.publish.PublisherSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A feed into Kafka. */
@Command(
    name = "ingest",
    description = {
      "Publish a feed to Kafka: capture, extract features, write them with their labels.",
      "Ends with the feed, after --clips, or at Ctrl-C; always with its end marks."
    },
    footer = {
      "",
      "Examples:",
      "  tandem ingest 'studio:?rate=1' --bootstrap-server localhost:9092",
      "  tandem ingest file:videos/ --bootstrap-server localhost:9092 --clips 500"
    })
final class IngestCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private BrokerOptions broker;
  @Mixin private SettingsOptions settings;

  @Parameters(
      paramLabel = "FEED",
      description = "Where the clips come from, such as studio: or file:PATH.")
  private String feed = "";

  @Option(names = "--clips", paramLabel = "N", description = "End after so many clips.")
  private Optional<Long> clips = Optional.empty();

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of the feed. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description =
          "Names this run; clip ids begin with it. Default: the feed's kind and the time.")
  private Optional<String> stream = Optional.empty();

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "Event time of the first clip. Default: as for the demo.")
  private Optional<Instant> start = Optional.empty();

  @Override
  public Integer call() {
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    FeedUri uri = FeedUri.parse(feed);
    Settings read = Settings.of(settings.read(Map.of()));
    PublisherSettings publishing = publishing(uri, read);
    Interruption interruption = new Interruption();
    try (Feed opened = Feeds.open(uri, seed);
        FeedRunner runner = start(opened, uri, publishing, read)) {
      interruption.listen(PATIENCE);
      await(runner, interruption);
      runner.end();
      runner.report().ifPresent(this::print);
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private FeedRunner start(Feed opened, FeedUri uri, PublisherSettings publishing, Settings read) {
    String bootstrapServers = broker.reachable();
    List<String> topics = FeedRunner.topics(read.topics(), opened.describe());
    return FeedRunner.start(
        opened,
        uri.rate(),
        publishing,
        bootstrapServers,
        published ->
            GroupBacklog.of(
                Admin.create(Map.of("bootstrap.servers", bootstrapServers)),
                JobStarter.trainGroup(read.model()),
                topics));
  }

  private PublisherSettings publishing(FeedUri uri, Settings read) {
    Instant now = Instant.now();
    String name =
        stream.orElseGet(
            () ->
                uri.scheme().word()
                    + DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss")
                        .withZone(ZoneOffset.UTC)
                        .format(now));
    return PublisherSettings.of(name, StartTime.of(start, uri.rate(), Optional.empty(), now))
        .withTopics(read.topics())
        .withLabelDelay(uri.labelDelay())
        .withMaxClips(clips.orElse(Long.MAX_VALUE));
  }

  private static void await(FeedRunner runner, Interruption interruption) {
    boolean interrupted = false;
    while (!interrupted && runner.report().isEmpty()) {
      interrupted = interruption.awaitRequest(POLL);
    }
  }

  private void print(PublishedReport report) {
    spec.commandLine()
        .getOut()
        .printf(
            "%d clips and %d labels of stream %s, from %s to %s%n",
            report.clips(), report.labels(), report.stream(), report.start(), report.endTime());
    report
        .skipped()
        .forEach(
            item ->
                spec.commandLine()
                    .getOut()
                    .println("skipped " + item.item() + ": " + item.reason()));
  }
}
