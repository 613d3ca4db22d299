package dev.tandem.ingest.feed.studio;

import java.util.ArrayList;
import java.util.List;

/** Ten digits spoken by many voices at 8 kHz; made by {@code ingest/studio/make-voice-bank.sh}. */
final class VoiceBank {
  static final int SAMPLE_RATE = 8_000;
  private static final int FIRST_LENGTH = 2;

  private final byte[] sound;
  private final List<Voice> voices;

  private VoiceBank(byte[] sound, List<Voice> voices) {
    this.sound = sound;
    this.voices = voices;
  }

  /** The voices of {@code split}. */
  static VoiceBank load(String split) {
    byte[] sound = Resources.bytes("voices.ulaw");
    List<Voice> voices = new ArrayList<>();
    int begin = 0;
    for (String line : Resources.lines("voices.tsv")) {
      List<String> fields = List.of(line.split("\t"));
      List<Span> digits = new ArrayList<>();
      for (String length : fields.subList(FIRST_LENGTH, fields.size())) {
        digits.add(new Span(begin, Integer.parseInt(length)));
        begin += Integer.parseInt(length);
      }
      if (fields.get(0).equals(split)) {
        voices.add(new Voice(fields.get(1), digits));
      }
    }
    return new VoiceBank(sound, List.copyOf(voices));
  }

  int size() {
    return voices.size();
  }

  List<String> names() {
    return voices.stream().map(Voice::name).toList();
  }

  /** Samples between -1 and 1. */
  float[] speak(int voice, int digit) {
    Span span = voices.get(voice).digits().get(digit);
    float[] samples = new float[span.length()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = MuLaw.decode(sound[span.begin() + i]);
    }
    return samples;
  }

  private record Voice(String name, List<Span> digits) {}

  private record Span(int begin, int length) {}
}
