package dev.tandem.app.command;

import dev.tandem.app.feeds.FleetReport;
import dev.tandem.app.run.FeedProgress;
import dev.tandem.app.run.FeedRunner;
import dev.tandem.app.run.FeedTopics;
import dev.tandem.app.run.LogEnd;
import dev.tandem.app.run.Logging;
import dev.tandem.app.run.NeededTopics;
import dev.tandem.app.run.PublishedNews;
import dev.tandem.app.run.Recording;
import dev.tandem.app.run.StartTime;
import dev.tandem.app.run.StreamPosition;
import dev.tandem.app.run.TopicGuard;
import dev.tandem.app.settings.FeedDefaults;
import dev.tandem.app.settings.Settings;
import dev.tandem.app.view.Narrator;
import dev.tandem.cluster.Interruption;
import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.ClipRecorder;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.feed.FeedType;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.Rate;
import dev.tandem.ingest.fleet.FeedPlan;
import dev.tandem.ingest.publish.PublisherSettings;
import dev.tandem.schemas.TopicSpec;
import dev.tandem.schemas.UsageException;
import dev.tandem.schemas.log.KafkaConnection;
import dev.tandem.trainer.settings.JoinSettings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  tandem ingest file:videos/ --bootstrap-server localhost:9092 --clips 500",
      "  tandem ingest file:videos/ --dry-run --report r.json       # what is in the files, without Kafka",
      "  tandem ingest rtsp://camera/stream --bootstrap-server localhost:9092 --record monday/   # to replay as features:monday/",
      "  tandem ingest --feeds feeds.yaml --bootstrap-server localhost:9092   # several at once",
      "  tandem ingest v4l2:/dev/video0+alsa:default --preview p.png   # what a model would see"
    })
final class IngestCommand implements Callable<Integer> {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Spec private CommandSpec spec;
  @Mixin private BrokerOptions broker;
  @Mixin private SettingsOptions settings;
  @Mixin private FeedRunOptions run;

  @Parameters(
      arity = "0..1",
      paramLabel = "FEED",
      description = "Where the clips come from, such as studio: or file:PATH.")
  private String feed = "";

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
      names = "--resume",
      description =
          "Go on after the last clip of --stream that Kafka has acknowledged, of a run that was killed; needs its --stream, --start and --seed.")
  private boolean resume;

  @Option(
      names = "--first-clip",
      paramLabel = "N",
      converter = Values.Index.class,
      defaultValue = "0",
      description =
          "Begin with this clip of the feed, from 0, at its own time; those before count as published. Default: ${DEFAULT-VALUE}.")
  private long firstClip;

  @Mixin private DryRunOptions dryRun;
  @Mixin private PreviewOptions preview;
  @Mixin private RecordOptions recording;
  @Mixin private FeedsOptions feeds;
  @Mixin private IngestMetricsOptions metrics;
  @Mixin private DeviceOptions devices;

  @Override
  public Integer call() throws IOException {
    if (devices.isAsked()) {
      return devices.list(spec.commandLine().getOut());
    }
    if (feeds.isAsked()) {
      recording.requireOneFeed();
      return several();
    }
    if (feed.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FEED'");
    }
    requireUsableRange();
    recording.requireClips(preview.isAsked());
    if (preview.isAsked()) {
      return preview.run(spec, Feeds.parse(feed), seed, firstClip);
    }
    if (dryRun.isAsked(false)) {
      return dryRun.run(spec, Feeds.parse(feed), seed, run, recording);
    }
    Logging.toConsole(ExecutionErrors.isVerbose(spec.commandLine()));
    FeedUri uri = Feeds.parse(feed);
    if (uri.type().course() == FeedType.Course.LIVE) {
      return live(uri);
    }
    Settings read = Settings.of(settings.read(Map.of()));
    Interruption interruption = new Interruption();
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Feed opened = open(uri, narrator);
        Recording recorded = recording.begin(narrator)) {
      publish(opened, uri, read, interruption, narrator, recorded);
    } finally {
      interruption.finished();
    }
    return ExitStatus.SUCCESS;
  }

  private int several() throws IOException {
    return dryRun.isAsked(true)
        ? dryRun.run(spec, feeds.read(spec))
        : feeds.run(spec, broker, settings, metrics, resume, dryRun.report());
  }

  private Feed open(FeedUri uri, Narrator narrator) {
    narrator.doing("opening the feed " + uri.name());
    return Feeds.open(uri, seed);
  }

  private void publish(
      Feed opened,
      FeedUri uri,
      Settings read,
      Interruption interruption,
      Narrator narrator,
      Recording recorded) {
    narrator.doing("looking how far the topics are");
    KafkaConnection kafka = broker.reachable(settings.kafka());
    try (FeedRunner runner = start(opened, uri, read, kafka, narrator, recorded.recorder());
        TopicGuard guard = TopicGuard.watch(kafka, topics(read, opened))) {
      interruption.listen(PATIENCE);
      metrics.during(
          () -> List.of(runner.status(uri, seed)),
          narrator,
          () -> await(runner, guard, uri, wanted(), interruption, narrator));
      narrator.doing("ending the stream with its marks");
      runner.end();
      narrator.doing(""); // nothing comes after it
      runner.report().ifPresent(report -> PublishedNews.tell(report, narrator));
      recorded.finish();
      Optional<String> shortfall =
          runner.report().flatMap(report -> FeedRunner.shortfall(uri, report, wanted()));
      shortfall.ifPresent(
          missing -> {
            throw new IllegalStateException(missing);
          });
    }
  }

  private FeedRunner start(
      Feed opened,
      FeedUri uri,
      Settings read,
      KafkaConnection kafka,
      Narrator narrator,
      ClipRecorder recorder) {
    TopicNotes.require(spec, kafka, topics(read, opened));
    if (!opened.describe().isLabelled()) {
      PublishedNews.tellUnlabelled(List.of(uri.toString()), read.topics().labels(), narrator);
    }
    Settings described = FeedDefaults.join(read, List.of(opened.describe()));
    JoinSettings join = JoinSettings.of(described.trainer());
    Optional<LogEnd> log =
        LogEnd.of(kafka, FeedRunner.topics(read.topics(), opened.describe()), join);
    Optional<Instant> earliest = StartTime.earliest(log, join);
    PublisherSettings publishing =
        resumed(publishing(uri, read, earliest, Instant.now()), kafka, opened, narrator);
    FeedTopics.requireKept(kafka, publishing, opened.describe(), Instant.now());
    return FeedRunner.start(opened, uri.rate(), publishing, kafka, read.model(), recorder);
  }

  private static List<TopicSpec> topics(Settings read, Feed opened) {
    return NeededTopics.ingest(read.topics(), opened.describe().modalityNames());
  }

  /** One that cannot be opened at first is an error; later it is opened again. */
  private int live(FeedUri uri) throws IOException {
    if (resume || firstClip > 0 || run.start().isPresent()) {
      throw new UsageException(
          "%s is live: what was is gone, and its clips are numbered by time. Start it again with the same --stream, without --resume, --first-clip and --start"
              .formatted(uri));
    }
    String name = name(uri, Instant.now());
    PublisherSettings.requireStream(name);
    FeedPlan plan = new FeedPlan(name, uri, seed, Optional.empty(), run.clips());
    try (Narrator narrator = Narrator.on(spec.commandLine().getOut());
        Recording recorded = recording.begin(narrator)) {
      Feed opened = open(uri, narrator);
      FleetReport report =
          new FeedsPublication(spec, broker, settings, metrics)
              .runAlone(plan, opened, narrator, recorded.recorder());
      recorded.finish();
      return report.failed() == 0 ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }
  }

  private void requireUsableRange() {
    if (resume && (stream.isEmpty() || run.start().isEmpty())) {
      throw new UsageException(
          "--resume needs --stream and --start as the run had them, or its clips would be others");
    }
    if (run.clips().isPresent() && firstClip >= run.clips().getAsLong()) {
      throw new UsageException(
          "--first-clip is %d, but --clips ends the feed before it".formatted(firstClip));
    }
  }

  /** So many clips, of those that were asked for, are this run's. */
  private OptionalLong wanted() {
    return run.clips().isPresent()
        ? OptionalLong.of(run.clips().getAsLong() - firstClip)
        : OptionalLong.empty();
  }

  /** At least its last clip is published again: its end marks may be missing. */
  private PublisherSettings resumed(
      PublisherSettings settings, KafkaConnection kafka, Feed opened, Narrator narrator) {
    if (resume) {
      List<String> topics = FeedRunner.topics(settings.topics(), opened.describe());
      long done = StreamPosition.resume(kafka, topics, settings.stream());
      firstClip = Math.min(done, settings.maxClips() - 1);
      narrator.say("stream %s goes on with clip %d", settings.stream(), firstClip);
    }
    return settings.withFirstClip(firstClip).withMaxClips(settings.maxClips() - firstClip);
  }

  private PublisherSettings publishing(
      FeedUri uri, Settings read, Optional<Instant> earliest, Instant now) {
    return PublisherSettings.of(
            name(uri, now), StartTime.of(run.start(), uri.rate(), earliest, now))
        .withTopics(read.topics())
        .withLabelDelay(uri.labelDelay())
        .withDelivery(uri.delivery())
        .withMaxClips(run.clips().orElse(Long.MAX_VALUE));
  }

  private String name(FeedUri uri, Instant now) {
    return stream.orElseGet(
        () ->
            uri.type().word()
                + DateTimeFormatter.ofPattern("-yyyyMMdd-HHmmss")
                    .withZone(ZoneOffset.UTC)
                    .format(now));
  }

  /** Until the feed ends or the user interrupts, which is what it tells. */
  private static boolean await(
      FeedRunner runner,
      TopicGuard guard,
      FeedUri uri,
      OptionalLong wanted,
      Interruption interruption,
      Narrator narrator) {
    FeedProgress progress =
        new FeedProgress(
            uri.rate() instanceof Rate.Trained, narrator.isTerminal(), Clock.systemUTC());
    narrator.doingForLong(progress::text);
    boolean interrupted = false;
    while (!interrupted && runner.report().isEmpty()) {
      guard.check();
      interrupted = interruption.awaitRequest(POLL);
      progress.at(runner.clips(), runner.clockAwaited());
      progress.at(runner.share(wanted), runner.dropped());
    }
    return interrupted;
  }
}
