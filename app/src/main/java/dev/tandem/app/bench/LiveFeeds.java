package dev.tandem.app.bench;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Live feeds at a time, each up to features. */
final class LiveFeeds {
  private static final String FEED =
      "lavfi:testsrc2=size=160x120:rate=10;sine=sample_rate=16000?frames=3";

  private static final int CLIPS = 10;

  private LiveFeeds() {}

  /** Takes some clips of each of {@code feeds}; returns how many of them there were. */
  static long run(long feeds) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool((int) feeds);
    try {
      List<Future<Integer>> clips = new ArrayList<>();
      for (long i = 0; i < feeds; i++) {
        clips.add(threads.submit(LiveFeeds::read));
      }
      long all = 0;
      for (Future<Integer> one : clips) {
        all += one.get();
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a live feed broke", e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static int read() {
    try (Feed feed = Feeds.open(Feeds.parse(FEED), 0)) {
      for (int clips = 0; clips < CLIPS; clips++) {
        CapturedClip clip = feed.next().orElseThrow();
        for (Modality modality : feed.describe().modalities()) {
          Optional.ofNullable(clip.signals().get(modality.name()))
              .ifPresent(modality.extractor()::extract);
        }
      }
      return CLIPS;
    }
  }
}
