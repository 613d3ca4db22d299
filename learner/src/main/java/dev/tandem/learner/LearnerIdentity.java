package dev.tandem.learner;

import dev.tandem.learner.spec.LearnerSettings;
import dev.tandem.learner.state.TextCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be the same for a saved state to go on. Rates and paces may change between runs; these
 * may not.
 *
 * @param architecture its JSON form
 * @param classNames in order of ordinal
 * @param policy name
 * @param optimizer name
 * @param seed of the initial parameters
 * @param fingerprint what computed it: {@link Fingerprint#of}. Another one can be restored, but
 *     does not give the same bits; whoever restores decides.
 */
public record LearnerIdentity(
    String architecture,
    List<String> classNames,
    String policy,
    String optimizer,
    long seed,
    String fingerprint) {

  public LearnerIdentity {
    classNames = List.copyOf(classNames);
  }

  static LearnerIdentity of(LearnerSettings settings) {
    return new LearnerIdentity(
        settings.architecture().toJson(),
        settings.classNames(),
        settings.policy(),
        settings.optimizer().name(),
        settings.seed(),
        Fingerprint.of(settings.compute().device()));
  }

  /**
   * Checks that settings can go on from a state with this identity.
   *
   * @throws IllegalArgumentException naming the first setting that differs
   */
  void requireSame(LearnerIdentity wanted) {
    require("the architecture is", architecture, wanted.architecture);
    require("the classes are", classNames, wanted.classNames);
    require("learner.policy is", policy, wanted.policy);
    require("learner.optimizer is", optimizer, wanted.optimizer);
    require("the seed is", seed, wanted.seed);
  }

  private static void require(String what, Object saved, Object wanted) {
    if (!saved.equals(wanted)) {
      throw new IllegalArgumentException(
          "%s %s; the saved state has %s. Use the saved one, or start a new generation."
              .formatted(what, wanted, saved));
    }
  }

  void writeTo(DataOutput out) throws IOException {
    TextCodec.write(architecture, out);
    out.writeInt(classNames.size());
    for (String name : classNames) {
      TextCodec.write(name, out);
    }
    TextCodec.write(policy, out);
    TextCodec.write(optimizer, out);
    out.writeLong(seed);
    TextCodec.write(fingerprint, out);
  }

  static LearnerIdentity readFrom(DataInput in) throws IOException {
    String architecture = TextCodec.read(in);
    List<String> classNames = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      classNames.add(TextCodec.read(in));
    }
    return new LearnerIdentity(
        architecture,
        classNames,
        TextCodec.read(in),
        TextCodec.read(in),
        in.readLong(),
        TextCodec.read(in));
  }
}
