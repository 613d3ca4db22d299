package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import dev.tandem.stream.sink.OutRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Versions on their way to the topics: keeps each as it was written until its transaction is known
 * to be committed, so that what Kafka drops is written again, byte for byte.
 */
public final class Outbox {
  private final Ledger ledger;
  private final boolean whole;
  private final NavigableMap<ModelKey, SentVersion> unconfirmed = new TreeMap<>();
  private final NavigableMap<Long, ModelKey> checkpoints = new TreeMap<>();
  private long lastCompleted = Long.MIN_VALUE;

  /**
   * @param ledger what the topic has
   * @param unconfirmed what the state has that the topic may lack
   * @param whole whether a version whose manifest is there is there with all its chunks, as where
   *     one transaction wrote both; where not, what may be torn is written again
   */
  public Outbox(Ledger ledger, List<SentVersion> unconfirmed, boolean whole) {
    this.ledger = ledger;
    this.whole = whole;
    unconfirmed.forEach(ledger::requireSame);
    unconfirmed.forEach(version -> this.unconfirmed.put(version.key(), version));
  }

  /**
   * Everything from the first lost version on, oldest first: the pointer that is written last then
   * names the newest again.
   *
   * @param retain so many versions stay on the topic: what is further behind its newest is not
   *     lost, but retired
   */
  public List<SentVersion> lost(int retain) {
    return unconfirmed.values().stream()
        .dropWhile(
            version ->
                !version.hasContent()
                    || (whole && ledger.has(version))
                    || ledger.isPast(version.key(), retain))
        .toList();
  }

  /**
   * Takes in the next version; throws {@link PublicationException} where its place is taken by
   * another content.
   *
   * @return what is to be written of it: nothing but its tombstones, where the topic has the whole
   *     of it already because the job went back to older state
   */
  public List<OutRecord> add(SentVersion sent) {
    if (ledger.reaches(sent.key())) {
      ledger.requireSame(sent);
      if (whole) {
        return sent.tombstones();
      }
    }
    unconfirmed.put(sent.key(), sent);
    forgetRetired(sent);
    return sent.records();
  }

  /** Of those of earlier generations, what was written stays until it is committed. */
  private void forgetRetired(SentVersion by) {
    for (ModelKey key : by.retired()) {
      if (key.generation() == by.key().generation()) {
        unconfirmed.computeIfPresent(key, (same, sent) -> sent.withoutContent());
      }
    }
  }

  /**
   * Throws {@link PublicationException} where somebody else publishes the model, too.
   *
   * @param now what the topic has
   */
  public void requireAlone(Ledger now) {
    unconfirmed.values().forEach(now::requireSame);
  }

  /** A version that is not known to be committed yet, and may be hidden. */
  public Optional<VersionContent> content(ModelKey key) {
    return Optional.ofNullable(unconfirmed.get(key))
        .filter(SentVersion::hasContent)
        .map(SentVersion::content);
  }

  /** Whether the topic has that version, or a newer one: it was published before. */
  public boolean isThere(ModelKey key) {
    return ledger.reaches(key);
  }

  /** Whether that version, which is there, is held there. */
  public boolean isHeldThere(ModelKey key) {
    return ledger.isHeld(key);
  }

  /** What is not known to be committed, oldest first. */
  public List<SentVersion> unconfirmed() {
    return List.copyOf(unconfirmed.values());
  }

  /** A checkpoint has taken a snapshot. */
  public void checkpointed(long checkpoint) {
    if (!unconfirmed.isEmpty()) {
      checkpoints.put(checkpoint, unconfirmed.lastKey());
    }
  }

  /**
   * That checkpoint is complete. The sink commits in a thread of its own and may still be about to;
   * but what the complete checkpoint before it held is committed, or the job would have failed:
   * what that retired is on no topic any more.
   */
  public void completed(long checkpoint, PayloadFiles files) {
    NavigableMap<Long, ModelKey> done = checkpoints.headMap(lastCompleted, true);
    List<ModelKey> retired = new ArrayList<>();
    for (ModelKey newest : done.values()) {
      NavigableMap<ModelKey, SentVersion> confirmed = unconfirmed.headMap(newest, true);
      confirmed.values().forEach(version -> retired.addAll(version.retired()));
      confirmed.clear();
    }
    files.delete(retired);
    done.clear();
    lastCompleted = checkpoint;
  }
}
