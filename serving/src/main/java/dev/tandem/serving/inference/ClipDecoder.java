package dev.tandem.serving.inference;

import dev.tandem.learner.data.Example;
import dev.tandem.schemas.Wire;
import dev.tandem.schemas.WireException;
import dev.tandem.schemas.records.Clip;
import dev.tandem.schemas.records.ClipPart;
import dev.tandem.schemas.records.FeatureContract;
import dev.tandem.schemas.records.ModelManifest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Turns records of the clips topic into examples for one model version. Modalities that the model
 * does not know are left out; missing ones stay missing.
 */
final class ClipDecoder {
  /**
   * A clip and what the model sees of it.
   *
   * @param complete false where a modality of the model or of the clip is missing
   */
  record ScorableClip(Clip clip, Example example, boolean complete) {}

  private final Map<String, PartDecoder> decoders;

  ClipDecoder(ModelManifest manifest) {
    this.decoders =
        manifest.getContract().stream()
            .collect(Collectors.toMap(FeatureContract::getModality, PartDecoder::new));
  }

  /**
   * Reads one record's value.
   *
   * @throws UnscorableClipException if it is no clip, or one that this model cannot answer
   */
  ScorableClip decode(byte[] value) throws UnscorableClipException {
    return decode(clip(value));
  }

  /**
   * What the model sees of a clip.
   *
   * @throws UnscorableClipException if this model cannot answer it
   */
  ScorableClip decode(Clip clip) throws UnscorableClipException {
    SortedMap<String, float[]> inputs = new TreeMap<>();
    for (ClipPart part : clip.getParts()) {
      PartDecoder decoder = decoders.get(part.getModality());
      if (decoder != null && inputs.put(part.getModality(), decoder.decode(part)) != null) {
        throw new UnscorableClipException("it has more than one part of " + part.getModality());
      }
    }
    if (inputs.isEmpty()) {
      throw new UnscorableClipException("it has none of the model's " + known());
    }
    boolean complete = clip.getComplete() && inputs.size() == decoders.size();
    return new ScorableClip(clip, new Example(clip.getClipId(), inputs), complete);
  }

  private static Clip clip(byte[] value) throws UnscorableClipException {
    try {
      return Wire.decode(value, Clip.class);
    } catch (WireException e) {
      throw new UnscorableClipException("it is no clip: " + e.getMessage(), e);
    }
  }

  private String known() {
    return decoders.keySet().stream().sorted().collect(Collectors.joining(", "));
  }
}
