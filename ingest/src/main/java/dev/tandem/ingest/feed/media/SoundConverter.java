package dev.tandem.ingest.feed.media;

import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Decoded sound of any format and layout to mono floats at its own rate. Each piece is taken as it
 * says itself: where format, layout or rate change, the conversion is built anew.
 */
final class SoundConverter implements AutoCloseable {
  private static final int MAX_CHANNELS = 256;

  private final AVChannelLayout mono = new AVChannelLayout();
  private SwrContext converter = new SwrContext(null); // none yet
  private final PointerPointer<Pointer> output = new PointerPointer<>(MAX_CHANNELS);
  private FloatPointer samples = new FloatPointer(1);
  private String from = "";
  private boolean mixed;

  SoundConverter() {
    avutil.av_channel_layout_default(mono, 1);
  }

  float[] convert(AVFrame frame) throws MediaException {
    int channels = frame.ch_layout().nb_channels();
    if (channels < 1 || channels > MAX_CHANNELS || frame.sample_rate() < 1) {
      throw new MediaException(
          "its sound has %d channels at %d Hz".formatted(channels, frame.sample_rate()));
    }
    prepare(frame);
    int outputs = mixed ? 1 : channels;
    int count = frame.nb_samples();
    reserve((long) count * outputs);
    for (int c = 0; c < outputs; c++) {
      output.put(c, samples.getPointer((long) c * count));
    }
    int converted =
        Ffmpeg.check(
            swresample.swr_convert(converter, output, count, frame.extended_data(), count));
    return mean(outputs, count, converted);
  }

  private void reserve(long size) {
    if (samples.capacity() < size) {
      samples.close();
      samples = new FloatPointer(size);
    }
  }

  private float[] mean(int channels, int stride, int count) {
    float[] sum = new float[count];
    float[] one = new float[count];
    for (int c = 0; c < channels; c++) {
      samples.position((long) c * stride).get(one);
      for (int i = 0; i < count; i++) {
        sum[i] += one[i] / channels;
      }
    }
    samples.position(0);
    return sum;
  }

  /** Layouts that FFmpeg has no mix for keep their channels, whose mean is taken. */
  private void prepare(AVFrame frame) throws MediaException {
    AVChannelLayout layout = frame.ch_layout();
    String now =
        "%d %d %d %d %d"
            .formatted(
                frame.format(),
                frame.sample_rate(),
                layout.order(),
                layout.nb_channels(),
                layout.order() == avutil.AV_CHANNEL_ORDER_NATIVE ? layout.u_mask() : 0);
    if (now.equals(from)) {
      return;
    }
    AVChannelLayout input = new AVChannelLayout();
    if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
      avutil.av_channel_layout_default(input, layout.nb_channels());
    } else {
      avutil.av_channel_layout_copy(input, layout);
    }
    mixed = input.order() == avutil.AV_CHANNEL_ORDER_NATIVE;
    swresample.swr_free(converter);
    converter = new SwrContext(null);
    Ffmpeg.check(
        swresample.swr_alloc_set_opts2(
            converter,
            mixed ? mono : input,
            avutil.AV_SAMPLE_FMT_FLTP,
            frame.sample_rate(),
            input,
            frame.format(),
            frame.sample_rate(),
            0,
            null));
    avutil.av_opt_set_double(
        converter, "rematrix_maxval", 1, 0); // a mix is no louder than its parts
    Ffmpeg.check(swresample.swr_init(converter));
    avutil.av_channel_layout_uninit(input);
    from = now;
  }

  @Override
  public void close() {
    swresample.swr_free(converter);
    avutil.av_channel_layout_uninit(mono);
    output.close();
    samples.close();
  }
}
