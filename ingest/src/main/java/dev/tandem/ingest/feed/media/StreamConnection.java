package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** A device or a stream from the net, decoded as it comes. */
final class StreamConnection implements LiveConnection {
  private final MediaInput input;
  private final Duration patience;
  private final SortedMap<String, StreamInfo> chosen = new TreeMap<>();
  private final Map<Integer, Decoding> decodings = new TreeMap<>();
  private final Queue<Part> ready = new ArrayDeque<>();
  private final AVPacket packet = avcodec.av_packet_alloc();

  private StreamConnection(MediaInput input, Duration patience) {
    this.input = input;
    this.patience = patience;
  }

  /**
   * @param patience for each call that waits
   * @param pictures the caller's to close, after every picture
   */
  static StreamConnection open(
      LiveAddress address,
      MediaTracks tracks,
      Duration patience,
      Interrupt interrupt,
      Findings findings,
      PictureConverter pictures)
      throws MediaException {
    if (address.device()) {
      Ffmpeg.loadDevices();
    }
    interrupt.allow(patience);
    MediaInput input = open(address, patience, interrupt);
    StreamConnection connection = new StreamConnection(input, patience);
    try {
      connection.choose(tracks, findings, pictures);
      return connection;
    } catch (MediaException e) {
      connection.close();
      throw e;
    }
  }

  private static MediaInput open(LiveAddress address, Duration patience, Interrupt interrupt)
      throws MediaException {
    try {
      return MediaInput.open(address.url(), address.format(), address.options(), interrupt);
    } catch (MediaException e) {
      if (interrupt.isOverdue()) {
        throw new SilenceException(patience);
      }
      throw address.device()
          ? new MediaException("%s; %s".formatted(e.getMessage(), Ffmpeg.ALTERNATIVES), e)
          : e;
    }
  }

  private void choose(MediaTracks tracks, Findings findings, PictureConverter pictures)
      throws MediaException {
    Set<Integer> wanted = new HashSet<>();
    for (Map.Entry<String, Kind> track : tracks.kinds().entrySet()) {
      Optional<StreamInfo> info = input.best(track.getValue());
      if (info.isPresent()) {
        chosen.put(track.getKey(), info.get());
        wanted.add(info.get().index());
        decodings.put(
            info.get().index(),
            new Decoding(
                track.getKey(), StreamDecoder.open(input, info.get(), findings, pictures)));
      }
    }
    if (chosen.isEmpty()) {
      throw new MediaException("it has neither sound nor pictures");
    }
    input.select(wanted);
  }

  @Override
  public SortedSet<String> modalities() {
    return new TreeSet<>(chosen.keySet());
  }

  @Override
  public String describe() {
    return chosen.entrySet().stream()
        .map(
            entry ->
                "%s: %s, %s"
                    .formatted(entry.getKey(), entry.getValue().codec(), entry.getValue().format()))
        .collect(Collectors.joining("; "));
  }

  @Override
  public Optional<Long> wallClockStart() {
    return input.wallClockStart();
  }

  @Override
  public Optional<Part> next() throws MediaException {
    while (ready.isEmpty()) {
      input.interrupt().allow(patience);
      int read = input.read(packet);
      if (read == avutil.AVERROR_EOF && !input.interrupt().isOverdue()) {
        return Optional.empty();
      }
      if (read < 0 && !Ffmpeg.isAgain(read)) {
        throw isSilent(read)
            ? new SilenceException(patience)
            : new MediaException("it broke: " + Ffmpeg.words(read));
      }
      if (read >= 0) {
        decode();
      }
    }
    return Optional.of(ready.remove());
  }

  /** FFmpeg may tell of an interrupt only when it is asked again. */
  private boolean isSilent(int read) {
    Interrupt interrupt = input.interrupt();
    return interrupt.isOverdue() || (read == avutil.AVERROR_EXIT && !interrupt.isStopped());
  }

  private void decode() throws MediaException {
    Decoding decoding = decodings.get(packet.stream_index());
    if (decoding != null) {
      decoding.decoder().send(packet);
      Optional<Piece> piece = decoding.decoder().receive();
      while (piece.isPresent()) {
        ready.add(new Part(decoding.modality(), piece.get()));
        piece = decoding.decoder().receive();
      }
    }
    avcodec.av_packet_unref(packet);
  }

  @Override
  public void close() {
    ready.stream().map(Part::piece).forEach(Piece::release);
    decodings.values().forEach(decoding -> decoding.decoder().close());
    avcodec.av_packet_free(packet);
    input.close();
  }

  private record Decoding(String modality, StreamDecoder decoder) {}
}
