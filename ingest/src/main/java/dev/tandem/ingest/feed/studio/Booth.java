package dev.tandem.ingest.feed.studio;

import dev.tandem.ingest.extract.Signal;
import dev.tandem.ingest.feed.ClipRandom;
import dev.tandem.ingest.feed.Utterance;

/** Where voices speak: each time a little faster and higher or slower and lower. */
final class Booth {
  private static final double TEMPO = 0.1;

  private final VoiceBank voices;

  Booth(VoiceBank voices) {
    this.voices = voices;
  }

  Signal.Pcm speak(int digit, ClipRandom random) {
    float[] spoken = voices.speak(random.nextInt(voices.size()), digit);
    double tempo = random.nextDouble(1 - TEMPO, 1 + TEMPO);
    float[] word = new float[(int) ((spoken.length - 1) / tempo)];
    for (int i = 0; i < word.length; i++) {
      double position = i * tempo;
      int before = (int) position;
      double share = position - before;
      word[i] = (float) ((1 - share) * spoken[before] + share * spoken[before + 1]);
    }
    return Utterance.place(word, VoiceBank.SAMPLE_RATE, random);
  }
}
