package dev.tandem.ingest.feed.dataset;

import dev.tandem.ingest.clip.ItemReport;
import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.AudioVideo;
import dev.tandem.ingest.feed.media.Findings;
import dev.tandem.ingest.feed.media.WholeTrack;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What is heard and seen of an item, from its begin to its end. */
record ReadItem(Optional<WholeTrack> sound, WholeTrack pictures) {
  private static final double MICROS = 1e6;
  private static final double MILLIS = 1e3;

  SortedMap<String, Signal> signals() {
    SortedMap<String, Signal> signals = new TreeMap<>();
    sound.ifPresent(track -> signals.put(AudioVideo.AUDIO, track.signal()));
    signals.put(AudioVideo.VIDEO, pictures.signal());
    return signals;
  }

  ItemReport report(String name) {
    double lasts = longest(WholeTrack::micros) / MICROS;
    return new ItemReport(
        name,
        streams(),
        1,
        List.of("0"),
        Math.round(lasts),
        longest(WholeTrack::statedMicros) / MICROS,
        (int) longest(WholeTrack::epochs),
        new ItemReport.Timing(
            found(Findings::skewMicros) / MILLIS,
            sound.map(track -> track.findings().driftPpm()).orElse(0.0),
            found(Findings::madeUpTimes)),
        new ItemReport.Faults(
            found(Findings::decodeErrors),
            found(Findings::damaged),
            found(Findings::holes),
            found(Findings::overlaps),
            0),
        List.of());
  }

  private List<String> streams() {
    return Stream.concat(
            sound.stream().map(track -> AudioVideo.AUDIO + ": " + track.stream()),
            Stream.of(AudioVideo.VIDEO + ": " + pictures.stream()))
        .toList();
  }

  private long longest(ToLongFunction<WholeTrack> of) {
    return tracks().mapToLong(of).max().orElse(0);
  }

  private long found(ToLongFunction<Findings> of) {
    return tracks().map(WholeTrack::findings).mapToLong(of).sum();
  }

  private Stream<WholeTrack> tracks() {
    return Stream.concat(sound.stream(), Stream.of(pictures));
  }
}
