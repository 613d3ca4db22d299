package dev.tandem.serving.delivery;

import dev.tandem.schemas.ModelKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Follows one model: reads pointers and manifests, collects the chunks of the newest version, and
 * delivers it loaded. A newer version takes the place of the one being collected; a refused one
 * leaves the place to the next newest.
 *
 * <p>Not thread-safe: one thread calls {@link #turn} again and again.
 */
public final class VersionFollower implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration BUSY = Duration.ofMillis(20);

  /** A version whose chunks are being collected. */
  private record Loading(Candidate candidate, ChunkAssembly chunks) {}

  private final DeliverySettings settings;
  private final VersionLog versions;
  private final ChunkLog chunks;
  private final SnapshotLoader loader;
  private final VersionSink sink;
  private final Clock clock;
  private final VersionTracker tracker;
  private final ManifestCheck check;
  private Optional<Loading> loading = Optional.empty();
  private Instant lastChunkAt = Instant.EPOCH;

  /** The follower closes both logs. */
  public VersionFollower(
      DeliverySettings settings,
      VersionLog versions,
      ChunkLog chunks,
      ModelBuilder builder,
      VersionSink sink,
      Clock clock) {
    this.settings = settings;
    this.versions = versions;
    this.chunks = chunks;
    this.loader = new SnapshotLoader(builder);
    this.sink = sink;
    this.clock = clock;
    this.tracker = new VersionTracker(settings.model());
    this.check = new ManifestCheck(settings.maxModelBytes());
  }

  /** Reads what is there, waiting a moment for it, and goes as far as it can with it. */
  public void turn() {
    readVersions();
    if (versions.caughtUp()) {
      choose();
      loading.ifPresent(this::collect);
    }
  }

  private void readVersions() {
    boolean waiting = loading.isPresent();
    for (LogRecord record : versions.poll(waiting ? Duration.ZERO : IDLE)) {
      try {
        tracker.offer(record, clock.instant());
      } catch (RefusedVersionException e) {
        sink.refuse(record.key(), e.getMessage());
      }
    }
  }

  private void choose() {
    try {
      Optional<Candidate> newest = tracker.newest();
      if (newest.isPresent()) {
        newest.filter(this::isNewerThanLoading).ifPresent(this::begin);
      } else if (!tracker.hasServed()) {
        versions.searchFurtherBack();
      }
    } catch (RefusedVersionException e) {
      sink.refuse(settings.model(), e.getMessage());
    }
  }

  private boolean isNewerThanLoading(Candidate candidate) {
    return loading.isEmpty() || candidate.key().compareTo(loading.get().candidate().key()) > 0;
  }

  private void begin(Candidate candidate) {
    try {
      check.require(candidate.manifest());
    } catch (RefusedVersionException e) {
      refuse(candidate.key(), e.getMessage());
      return;
    }
    if (!candidate.manifest().getReference().isEmpty()) {
      loading = Optional.empty();
      read(candidate);
      return;
    }
    chunks.seek(candidate.recordTime().minus(settings.chunkMargin()));
    ChunkAssembly assembly = new ChunkAssembly(candidate.key(), candidate.manifest());
    loading = Optional.of(new Loading(candidate, assembly));
    lastChunkAt = clock.instant();
  }

  private void read(Candidate candidate) {
    try {
      deliver(loader.load(candidate, ReferencedPayload.read(candidate.manifest())));
    } catch (RefusedVersionException e) {
      refuse(candidate.key(), e.getMessage());
    }
  }

  private void collect(Loading current) {
    Candidate candidate = current.candidate();
    try {
      readChunks(current.chunks());
      if (current.chunks().isComplete()) {
        deliver(loader.load(candidate, current.chunks().payload()));
      } else {
        requirePatience(current.chunks());
      }
    } catch (RefusedVersionException e) {
      loading = Optional.empty();
      refuse(candidate.key(), e.getMessage());
    }
  }

  private void readChunks(ChunkAssembly assembly) throws RefusedVersionException {
    for (LogRecord record : chunks.poll(BUSY)) {
      if (record.value().isPresent() && assembly.offer(record.key(), record.value().get())) {
        lastChunkAt = clock.instant();
      }
    }
  }

  private void requirePatience(ChunkAssembly assembly) throws RefusedVersionException {
    if (clock.instant().isAfter(lastChunkAt.plus(settings.chunkPatience()))) {
      throw new RefusedVersionException(
          "only %s became visible, none for %s"
              .formatted(assembly.progress(), settings.chunkPatience()));
    }
  }

  private void deliver(ServedModel model) {
    loading = Optional.empty();
    ModelKey key = model.key();
    sink.deliver(model);
    tracker.serve(key).forEach(passed -> sink.supersede(passed, key));
  }

  private void refuse(ModelKey key, String reason) {
    tracker.drop(key);
    sink.refuse(key.manifestKey(), reason);
  }

  /** Makes a waiting {@link #turn} throw Kafka's WakeupException; callable from any thread. */
  public void wakeup() {
    versions.wakeup();
    chunks.wakeup();
  }

  @Override
  public void close() {
    try (versions) {
      chunks.close();
    }
  }
}
