package dev.tandem.ingest.feed.file;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tandem.ingest.clip.CapturedClip;
import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.extract.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a media file.
 *
 * @param times seconds that are clips, as spans
 * @param heard clips that have sound
 * @param seen clips that have pictures
 * @param onsets milliseconds into each of the first clips at which it gets loud; -1 where it does
 *     not
 * @param brightness of the picture in the middle of each of the first clips; -1 where there is none
 * @param sizes of the pictures of the first clips, each once
 */
@JsonPropertyOrder({
  "clips",
  "times",
  "heard",
  "seen",
  "onsets",
  "brightness",
  "sizes",
  "streams",
  "epochs",
  "madeUpTimes",
  "faults",
  "reasons"
})
record Outcome(
    long clips,
    List<String> times,
    long heard,
    long seen,
    List<Long> onsets,
    List<Long> brightness,
    List<String> sizes,
    List<String> streams,
    int epochs,
    long madeUpTimes,
    ItemReport.Faults faults,
    List<String> reasons) {

  /** Gathers what comes of one file. */
  static final class Gathering {
    private static final int FIRST = 12;
    private static final double LOUD = 0.05;

    private final List<Long> onsets = new ArrayList<>();
    private final List<Long> brightness = new ArrayList<>();
    private final List<String> sizes = new ArrayList<>();
    private long heard;
    private long seen;

    void add(CapturedClip clip) {
      Signal sound = clip.signals().get("audio");
      Signal pictures = clip.signals().get("video");
      heard += sound == null ? 0 : 1;
      seen += pictures == null ? 0 : 1;
      if (onsets.size() < FIRST) {
        onsets.add(sound instanceof Signal.Pcm pcm ? onset(pcm) : -1);
        brightness.add(pictures instanceof Signal.Frames frames ? middle(frames) : -1);
        if (pictures instanceof Signal.Frames frames) {
          size("%dx%d".formatted(frames.width(), frames.height()));
        }
      }
    }

    private void size(String size) {
      if (!sizes.contains(size)) {
        sizes.add(size);
      }
    }

    Outcome outcome(ItemReport report) {
      return new Outcome(
          report.clips(),
          report.times(),
          heard,
          seen,
          onsets,
          brightness,
          sizes,
          report.streams(),
          report.epochs(),
          report.timing().madeUpTimes(),
          report.faults(),
          report.reasons());
    }

    private static long onset(Signal.Pcm sound) {
      for (int i = 0; i < sound.samples().length; i++) {
        if (Math.abs(sound.samples()[i]) > LOUD) {
          return i * 1_000L / sound.sampleRate();
        }
      }
      return -1;
    }

    private static long middle(Signal.Frames frames) {
      int size = frames.width() * frames.height();
      long sum = 0;
      for (int i = 0; i < size; i++) {
        sum += frames.pixels()[frames.count() / 2 * size + i] & 0xFF;
      }
      return Math.round((double) sum / size);
    }
  }
}
