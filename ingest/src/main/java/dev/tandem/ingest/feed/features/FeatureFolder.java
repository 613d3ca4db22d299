package dev.tandem.ingest.feed.features;

import dev.tandem.ingest.clip.FeedException;
import dev.tandem.ingest.clip.Modality;
import dev.tandem.ingest.extract.AsGiven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of features: {@code clips.csv}, and for each modality {@code NAME.safetensors}, its
 * parts {@code NAME-00000.safetensors}, {@code NAME-00001.safetensors}, …, or {@code NAME.csv}.
 *
 * @param tables by modality; at least one
 */
record FeatureFolder(ClipSheet sheet, SortedMap<String, FeatureTable> tables, Faults faults)
    implements AutoCloseable {
  static final String TENSORS = ".safetensors";
  static final String TABLE = ".csv";

  private static final Pattern PART = Pattern.compile("(.+)-([0-9]{5})");
  private static final Pattern MODALITY = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  FeatureFolder {
    tables = Collections.unmodifiableSortedMap(tables);
  }

  /** Throws {@link FeedException} where it has no clips, or no modality that can be used. */
  static FeatureFolder open(Path folder) {
    requireDirectory(folder);
    Faults faults = new Faults();
    ClipSheet sheet = ClipSheet.read(folder, faults);
    SortedMap<String, ModalityFiles> found = find(folder);
    if (found.isEmpty()) {
      throw new FeedException(
          "%s has no modality; must have a file for each beside %s, such as audio.safetensors or audio.csv. Add them, or correct the path."
              .formatted(folder, ClipSheet.NAME));
    }
    SortedMap<String, FeatureTable> tables = new TreeMap<>();
    found.forEach(
        (name, files) -> files.open(name, faults).ifPresent(table -> tables.put(name, table)));
    FeatureFolder opened = new FeatureFolder(sheet, tables, faults);
    opened.requireUsable(folder);
    tables.values().forEach(table -> table.match(sheet.lines(), sheet.rows()));
    return opened;
  }

  private void requireUsable(Path folder) {
    if (sheet.lines().isEmpty() || tables.isEmpty()) {
      close();
      String first =
          faults.skipped().stream()
              .findFirst()
              .map(skipped -> " (%s: %s)".formatted(skipped.item(), skipped.reason()))
              .orElse("");
      throw new FeedException(
          sheet.lines().isEmpty()
              ? "%s has no clip that can be used%s; must have a line for each. Add them."
                  .formatted(folder.resolve(ClipSheet.NAME), first)
              : "%s has no modality that can be used%s. Replace its files."
                  .formatted(folder, first));
    }
  }

  private static void requireDirectory(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FeedException(
          "%s is no directory; features:DIR must name one with %s and a file for each modality. Check the path."
              .formatted(folder, ClipSheet.NAME));
    }
  }

  private static SortedMap<String, ModalityFiles> find(Path folder) {
    SortedMap<String, ModalityFiles> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .forEach(file -> add(file, found));
    } catch (IOException e) {
      throw new FeedException(
          "cannot read the directory %s (%s). Check its permissions."
              .formatted(folder, e.getClass().getSimpleName()),
          e);
    }
    found.keySet().forEach(name -> requireName(folder, name));
    return found;
  }

  private static void add(Path file, SortedMap<String, ModalityFiles> found) {
    String name = file.getFileName().toString();
    if (name.endsWith(TABLE) && !name.equals(ClipSheet.NAME)) {
      of(name.substring(0, name.length() - TABLE.length()), found).addWhole(file);
    } else if (name.endsWith(TENSORS)) {
      String stem = name.substring(0, name.length() - TENSORS.length());
      Matcher part = PART.matcher(stem);
      if (part.matches()) {
        of(part.group(1), found).addPart(Integer.parseInt(part.group(2)), file);
      } else {
        of(stem, found).addWhole(file);
      }
    }
  }

  private static ModalityFiles of(String modality, SortedMap<String, ModalityFiles> found) {
    return found.computeIfAbsent(modality, name -> new ModalityFiles());
  }

  /** It becomes a part of a topic's name. */
  private static void requireName(Path folder, String modality) {
    if (!MODALITY.matcher(modality).matches()) {
      throw new FeedException(
          "%s has a modality '%s'; allowed are 1 to 100 letters, digits, '.', '_' and '-'. Rename its file."
              .formatted(folder, modality));
    }
  }

  List<Modality> modalities() {
    return tables.entrySet().stream()
        .map(entry -> new Modality(entry.getKey(), new AsGiven(entry.getValue().format())))
        .toList();
  }

  @Override
  public void close() {
    tables.values().forEach(FeatureTable::close);
  }
}
