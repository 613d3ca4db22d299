package dev.tandem.ingest.feed.media;

import dev.tandem.ingest.feed.media.StreamInfo.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avfilter;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;

/**
 * A filter graph of FFmpeg without inputs, in real time: a camera and a microphone where there are
 * none. Needs no device library.
 */
final class GraphConnection implements LiveConnection {
  private static final long LONGEST_PAUSE_NANOS = 50_000_000;

  private final AVFilterGraph graph = avfilter.avfilter_graph_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final SoundConverter sounds = new SoundConverter();
  private final PictureConverter pictures;
  private final BooleanSupplier stopping;
  private final List<Output> outputs = new ArrayList<>();
  private final long begin = System.nanoTime();
  private boolean finite;

  private GraphConnection(PictureConverter pictures, BooleanSupplier stopping) {
    this.pictures = pictures;
    this.stopping = stopping;
  }

  /**
   * @param description as FFmpeg's filtergraph syntax has it: {@code testsrc2;sine}
   */
  static GraphConnection open(
      String description, MediaTracks tracks, BooleanSupplier stopping, PictureConverter pictures)
      throws MediaException {
    Ffmpeg.load();
    Loader.load(avfilter.class);
    GraphConnection connection = new GraphConnection(pictures, stopping);
    try {
      connection.build(description, tracks);
      return connection;
    } catch (MediaException e) {
      connection.close();
      throw e;
    }
  }

  private void build(String description, MediaTracks tracks) throws MediaException {
    AVFilterInOut inputs = new AVFilterInOut(null);
    AVFilterInOut open = new AVFilterInOut(null);
    Ffmpeg.check(avfilter.avfilter_graph_parse2(graph, description, inputs, open));
    for (AVFilterInOut end = open; end != null && !end.isNull(); end = end.next()) {
      boolean sound =
          avfilter.avfilter_pad_get_type(end.filter_ctx().output_pads(), end.pad_idx())
              == avutil.AVMEDIA_TYPE_AUDIO;
      AVFilterContext sink = new AVFilterContext(null);
      Ffmpeg.check(
          avfilter.avfilter_graph_create_filter(
              sink,
              avfilter.avfilter_get_by_name(sound ? "abuffersink" : "buffersink"),
              "out" + outputs.size(),
              (String) null,
              (Pointer) null,
              graph));
      Ffmpeg.check(avfilter.avfilter_link(end.filter_ctx(), end.pad_idx(), sink, 0));
      Kind kind = sound ? Kind.SOUND : Kind.PICTURES;
      outputs.add(new Output(modality(tracks, kind), kind, sink));
    }
    avfilter.avfilter_inout_free(open);
    Ffmpeg.check(avfilter.avfilter_graph_config(graph, null));
  }

  private static String modality(MediaTracks tracks, Kind kind) {
    return tracks.kinds().entrySet().stream()
        .filter(entry -> entry.getValue() == kind)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public SortedSet<String> modalities() {
    SortedSet<String> names = new TreeSet<>();
    outputs.forEach(output -> names.add(output.modality));
    return names;
  }

  @Override
  public String describe() {
    return "generated " + String.join(" and ", modalities());
  }

  @Override
  public boolean isFinite() {
    return finite;
  }

  /** The one that is least far, when it is due. */
  @Override
  public Optional<Part> next() throws MediaException {
    Output least = outputs.get(0);
    for (Output output : outputs) {
      least = output.until < least.until ? output : least;
    }
    int got = avfilter.av_buffersink_get_frame(least.sink, frame);
    if (got == avutil.AVERROR_EOF || stopping.getAsBoolean()) {
      finite = true;
      avutil.av_frame_unref(frame);
      return Optional.empty();
    }
    Ffmpeg.check(got);
    Piece piece = piece(least);
    avutil.av_frame_unref(frame);
    least.until = piece.end();
    await(piece.end());
    return Optional.of(new Part(least.modality, piece));
  }

  private Piece piece(Output output) throws MediaException {
    long time = Ffmpeg.micros(frame.pts(), avfilter.av_buffersink_get_time_base(output.sink));
    if (output.kind == Kind.SOUND) {
      return new Sound(time, sounds.convert(frame), frame.sample_rate());
    }
    long length =
        Ffmpeg.micros(
            Math.max(1, frame.duration()), avfilter.av_buffersink_get_time_base(output.sink));
    return Picture.of(time, time + length, frame, 0, pictures);
  }

  private void await(long micros) {
    long left = begin + micros * 1_000 - System.nanoTime();
    while (left > 0 && !stopping.getAsBoolean()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE_NANOS));
      left = begin + micros * 1_000 - System.nanoTime();
    }
  }

  @Override
  public void close() {
    avfilter.avfilter_graph_free(graph);
    avutil.av_frame_free(frame);
    sounds.close();
  }

  private static final class Output {
    private final String modality;
    private final Kind kind;
    private final AVFilterContext sink;
    private long until;

    Output(String modality, Kind kind, AVFilterContext sink) {
      this.modality = modality;
      this.kind = kind;
      this.sink = sink;
    }
  }
}
