package dev.tandem.ingest.clip;

/**
 * Keeps what a feed's runs publish, in the order of publication. It never ends a run: one that
 * cannot go on keeps quiet, and says so afterwards. Used by one thread at a time.
 */
public interface ClipRecorder {
  /** Keeps nothing. */
  ClipRecorder NONE =
      new ClipRecorder() {
        @Override
        public void begin(FeedDescription feed) {}

        @Override
        public void clip(PublishedClip clip) {}
      };

  /** A run of {@code feed} begins, the first or another one. */
  void begin(FeedDescription feed);

  void clip(PublishedClip clip);
}
