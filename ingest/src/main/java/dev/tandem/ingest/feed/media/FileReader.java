package dev.tandem.ingest.feed.media;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.global.avcodec;

/** One stream of a file from begin to end, as pieces in their place among the file's clips. */
final class FileReader implements AutoCloseable {
  private final MediaInput input;
  private final StreamInfo info;
  private final StreamDecoder decoder;
  private final PictureConverter pictures;
  private final Surveyed surveyed;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private long packets;
  private int switched;
  private State state = State.READING;

  private FileReader(
      MediaInput input,
      StreamInfo info,
      StreamDecoder decoder,
      PictureConverter pictures,
      Surveyed surveyed) {
    this.pictures = pictures;
    this.input = input;
    this.info = info;
    this.decoder = decoder;
    this.surveyed = surveyed;
    decoder.shift(surveyed.timeline().offsets().get(0));
    input.select(Set.of(info.index()));
  }

  /** Takes over {@code input}, and closes it also where this fails. */
  static FileReader open(MediaInput input, StreamInfo info, Surveyed surveyed, Findings findings)
      throws MediaException {
    PictureConverter pictures = new PictureConverter();
    try {
      StreamDecoder decoder = StreamDecoder.open(input, info, findings, pictures);
      return new FileReader(input, info, decoder, pictures, surveyed);
    } catch (MediaException e) {
      pictures.close();
      input.close();
      throw e;
    }
  }

  /** The next piece; empty at the end. */
  Optional<Piece> next() throws MediaException {
    while (true) {
      Optional<Piece> piece = decoder.receive();
      if (piece.isPresent()) {
        return piece;
      }
      if (state == State.ENDING) {
        return Optional.empty();
      }
      proceed();
    }
  }

  private void proceed() throws MediaException {
    if (state == State.SWITCHING) {
      Timeline timeline = surveyed.timeline();
      int epoch = switches(timeline).get(switched++).epoch();
      decoder.restart(timeline.begins().get(epoch));
      decoder.shift(timeline.offsets().get(epoch));
      state = State.READING;
      send();
    } else if (!surveyed.has(info.index(), packets) || !read()) {
      decoder.drain();
      state = State.ENDING;
    } else if (isSwitch()) {
      decoder.drain();
      state = State.SWITCHING;
    } else {
      send();
    }
  }

  /** The next packet of the stream; false at the end of what can be read. */
  private boolean read() {
    while (input.read(packet) >= 0) {
      if (packet.stream_index() == info.index()) {
        return true;
      }
      avcodec.av_packet_unref(packet);
    }
    return false;
  }

  private List<Timeline.Switch> switches(Timeline timeline) {
    return timeline.switches().get(info.index());
  }

  private boolean isSwitch() {
    List<Timeline.Switch> switches = switches(surveyed.timeline());
    return switched < switches.size() && switches.get(switched).packet() == packets;
  }

  private void send() {
    decoder.send(packet);
    avcodec.av_packet_unref(packet);
    packets++;
  }

  @Override
  public void close() {
    avcodec.av_packet_free(packet);
    decoder.close();
    pictures.close();
    input.close();
  }

  private enum State {
    READING,
    /** What was sent before the packet at hand is still to come out. */
    SWITCHING,
    ENDING
  }
}
