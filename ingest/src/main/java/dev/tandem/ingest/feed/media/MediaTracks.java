package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which modalities are cut from media, of what kind of stream, and how. */
public final class MediaTracks {
  private final SortedMap<String, Kind> kinds;
  private final int frames;
  private final long patience;

  private MediaTracks(SortedMap<String, Kind> kinds, int frames, long patience) {
    this.kinds = Collections.unmodifiableSortedMap(kinds);
    this.frames = frames;
    this.patience = patience;
  }

  /** What microphones hear and cameras see, with {@code frames} a second. */
  public static MediaTracks audioVideo(int frames) {
    return audioVideo(frames, 0);
  }

  /** What microphones hear, alone. */
  public static MediaTracks sound() {
    return new MediaTracks(new TreeMap<>(Map.of(AudioVideo.AUDIO, Kind.SOUND)), 0, 0);
  }

  /** What cameras see, alone, with {@code frames} a second. */
  public static MediaTracks pictures(int frames) {
    return new MediaTracks(new TreeMap<>(Map.of(AudioVideo.VIDEO, Kind.PICTURES)), frames, 0);
  }

  /** The same, live: a picture lasts for two seconds where no other comes. */
  public static MediaTracks live(int frames) {
    return audioVideo(frames, 2 * Ffmpeg.SECOND);
  }

  private static MediaTracks audioVideo(int frames, long patience) {
    SortedMap<String, Kind> kinds = new TreeMap<>();
    kinds.put(AudioVideo.AUDIO, Kind.SOUND);
    kinds.put(AudioVideo.VIDEO, Kind.PICTURES);
    return new MediaTracks(kinds, frames, patience);
  }

  SortedMap<String, Kind> kinds() {
    return kinds;
  }

  Track track(Kind kind, Findings findings) {
    return kind == Kind.SOUND ? new SoundTrack(findings) : new PictureTrack(frames, patience);
  }
}
