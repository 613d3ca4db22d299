package dev.tandem.app.bench;

import dev.tandem.ingest.Feeds;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.Feed;
import dev.tandem.ingest.clip.Modality;
import java.util.Optional;

/**
 * A feed that is read to its end, and nothing else.
 *
 * @param records features in it
 */
record FolderFeed(String uri, long records) implements Contender {
  @Override
  public String name() {
    return "folderFeed";
  }

  @Override
  public Figure run(int round) {
    Meter meter = Meter.create("bench-folder-" + round, records);
    try (Feed feed = Feeds.open(Feeds.parse(uri), 0)) {
      Optional<CapturedClip> clip = feed.next();
      while (clip.isPresent()) {
        for (Modality modality : feed.describe().modalities()) {
          modality.extractor().extract(clip.get().signals().get(modality.name()));
        }
        meter.add(feed.describe().modalities().size());
        clip = feed.next();
      }
    }
    return meter.figure().orElseThrow();
  }
}
