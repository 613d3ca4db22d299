package dev.tandem.learner.spec;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;

/**
 * The network as data: everything needed to rebuild it, in Java or elsewhere. The JSON form has the
 * component names of these records as field names.
 *
 * @param modalities at least two, with different names; their order is the order of everything that
 *     is listed by modality
 * @param fusion {@code late-linear}: Σ_m W_m z_m + b
 * @param classes number of outputs of every head: at least 2 classes, or at least 1 target
 * @param task {@code classification} or {@code regression}; absent in JSON: classification
 */
public record Architecture(List<ModalitySpec> modalities, String fusion, int classes, String task) {

  /** The known fusions. */
  public static final List<String> FUSIONS = List.of("late-linear");

  private static final Gson GSON = new Gson();

  public Architecture {
    Requirement.present("architecture.modalities", modalities, "a list of at least 2 modalities");
    modalities = List.copyOf(modalities);
    List<String> names = modalities.stream().map(ModalitySpec::name).toList();
    if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "architecture.modalities is %s; must be at least 2 different names. Correct the list."
              .formatted(names));
    }
    Requirement.oneOf("architecture.fusion", fusion, FUSIONS);
    task = task == null ? Task.CLASSIFICATION.text() : task;
    int fewest = Task.parse(task) == Task.CLASSIFICATION ? 2 : 1;
    Requirement.atLeast("architecture.classes", classes, fewest, "the number of class names");
  }

  /** An architecture that tells classes apart. */
  public Architecture(List<ModalitySpec> modalities, String fusion, int classes) {
    this(modalities, fusion, classes, Task.CLASSIFICATION.text());
  }

  public Task kind() {
    return Task.parse(task);
  }

  /** The same with other outputs. */
  public Architecture withClasses(int value) {
    return new Architecture(modalities, fusion, value, task);
  }

  /** Names of the modalities, in order. */
  public List<String> modalityNames() {
    return modalities.stream().map(ModalitySpec::name).toList();
  }

  /** Number of values of one complete example. */
  long elements() {
    return modalities.stream().mapToLong(modality -> modality.shape().elements()).sum();
  }

  public String toJson() {
    return GSON.toJson(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is not JSON, or describes no valid architecture
   */
  public static Architecture fromJson(String json) {
    Architecture read = parse(json);
    Requirement.present("architecture", read, "a JSON object");
    return read;
  }

  private static Architecture parse(String json) {
    try {
      return GSON.fromJson(json, Architecture.class);
    } catch (JsonParseException e) {
      throw unreadable(e);
    } catch (RuntimeException e) { // how Gson wraps what a record's constructor throws
      throw e.getCause() instanceof IllegalArgumentException invalid ? invalid : unreadable(e);
    }
  }

  private static IllegalArgumentException unreadable(RuntimeException e) {
    return new IllegalArgumentException(
        "architecture is not readable: %s. Write it with Architecture.toJson."
            .formatted(e.getMessage()),
        e);
  }
}
