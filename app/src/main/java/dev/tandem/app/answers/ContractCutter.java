package dev.tandem.app.answers;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.CapturedClip.Origin;
import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.FeatureParameters;
import dev.tandem.ingest.feed.FeedOptions;
import dev.tandem.ingest.feed.FeedUri;
import dev.tandem.ingest.feed.media.MediaFile;
import dev.tandem.ingest.feed.media.MediaTracks;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.serving.http.MediaCutter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cuts media into seconds and extracts what a model takes. The extractors of the last model are
 * kept: networks take a while to load. One file is cut at a time.
 */
public final class ContractCutter implements MediaCutter, AutoCloseable {
  private static final String NAME = "media";

  private final List<Path> networks;
  private final ReentrantLock lock = new ReentrantLock();
  private List<FeatureContract> contract = List.of();
  private List<Modality> modalities = List.of();
  private MediaTracks tracks = MediaTracks.sound();
  private volatile boolean closed;

  /**
   * @param networks files that extractors may need
   */
  public ContractCutter(List<Path> networks) {
    this.networks = List.copyOf(networks);
  }

  @Override
  public void cut(Path file, List<FeatureContract> wanted, Taker taker) throws MediaException {
    lock.lock();
    try {
      prepare(wanted);
      cut(file, taker);
    } catch (FeedException e) {
      throw new MediaException(e.getMessage(), e);
    } catch (dev.tandem.ingest.feed.media.MediaException e) {
      throw new MediaException(e.getMessage(), e);
    } finally {
      lock.unlock();
    }
  }

  private void prepare(List<FeatureContract> wanted) {
    if (closed) {
      throw new FeedException("this server ends");
    }
    if (wanted.equals(contract)) {
      return;
    }
    forget();
    FeedUri uri = Feeds.ofFile(NAME).with(FeatureParameters.of(wanted, networks));
    int frames = uri.get(FeedOptions.FRAMES);
    List<String> names = wanted.stream().map(FeatureContract::getModality).toList();
    modalities =
        AudioVideo.modalities(uri, frames).stream()
            .filter(modality -> names.contains(modality.name()))
            .toList();
    tracks =
        MediaTracks.audioVideo(new MediaTracks.Frames(frames, AudioVideo.seesColours(modalities)));
    contract = wanted;
  }

  private void cut(Path file, Taker taker)
      throws MediaException, dev.tandem.ingest.feed.media.MediaException {
    long clips = 0;
    try (MediaFile media = MediaFile.open(file, tracks, () -> closed)) {
      Optional<MediaFile.Second> second = media.next();
      while (second.isPresent()) {
        Origin origin = new Origin(NAME, second.get().begin());
        CapturedClip captured =
            CapturedClip.of(clips++, second.get().signals(), Optional.empty(), origin);
        CutClip clip = CutClip.of(captured, modalities, NAME);
        taker.take(new TimedClip(origin.begin(), clip.clip()));
        second = media.next();
      }
    }
    if (clips == 0) {
      throw new FeedException("there is no second of sound or pictures in it");
    }
  }

  private void forget() {
    contract = List.of();
    modalities.forEach(modality -> modality.extractor().close());
    modalities = List.of();
  }

  /** Waits for the file that is being cut, which ends soon. */
  @Override
  public void close() {
    closed = true;
    lock.lock();
    try {
      forget();
    } finally {
      lock.unlock();
    }
  }
}
