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
  private final Frames frames;
  private final long patience;

  private MediaTracks(SortedMap<String, Kind> kinds, Frames frames, long patience) {
    this.kinds = Collections.unmodifiableSortedMap(kinds);
    this.frames = frames;
    this.patience = patience;
  }

  /** What microphones hear and cameras see. */
  public static MediaTracks audioVideo(Frames frames) {
    return audioVideo(frames, 0);
  }

  /** What microphones hear, alone. */
  public static MediaTracks sound() {
    return new MediaTracks(new TreeMap<>(Map.of(AudioVideo.AUDIO, Kind.SOUND)), Frames.gray(0), 0);
  }

  /** What cameras see, alone. */
  public static MediaTracks pictures(Frames frames) {
    return new MediaTracks(new TreeMap<>(Map.of(AudioVideo.VIDEO, Kind.PICTURES)), frames, 0);
  }

  /** As {@link #audioVideo}, live: a picture lasts for two seconds where no other comes. */
  public static MediaTracks live(Frames frames) {
    return audioVideo(frames, 2 * Ffmpeg.SECOND);
  }

  private static MediaTracks audioVideo(Frames frames, long patience) {
    SortedMap<String, Kind> kinds = new TreeMap<>();
    kinds.put(AudioVideo.AUDIO, Kind.SOUND);
    kinds.put(AudioVideo.VIDEO, Kind.PICTURES);
    return new MediaTracks(kinds, frames, patience);
  }

  SortedMap<String, Kind> kinds() {
    return kinds;
  }

  Track track(Kind kind, Findings findings) {
    return kind == Kind.SOUND ? new SoundTrack(findings) : pictureTrack();
  }

  private Track pictureTrack() {
    return new PictureTrack(frames.perSecond(), frames.coloured(), patience);
  }

  /**
   * How cameras are looked at.
   *
   * @param coloured whether they are red, green and blue, or gray
   */
  public record Frames(int perSecond, boolean coloured) {
    public static Frames gray(int perSecond) {
      return new Frames(perSecond, false);
    }
  }
}
