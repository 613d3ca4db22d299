package dev.tandem.serving.delivery;

import java.time.Clock;
import java.util.Optional;

/** Reads payloads of versions, one after the other, for those who do not serve them. */
public final class PayloadReader implements AutoCloseable {
  private final PayloadFetch fetch;
  private final ManifestCheck check;

  /** Takes over {@code log}. */
  public PayloadReader(DeliverySettings settings, ChunkLog log, Clock clock) {
    this.fetch = new PayloadFetch(settings, log, clock);
    this.check = ManifestCheck.of(settings);
  }

  /**
   * The payload, verified by size and digest.
   *
   * @throws RefusedVersionException if it cannot be had, saying why
   */
  public byte[] read(CandidateVersion candidate) throws RefusedVersionException {
    check.require(candidate.manifest());
    fetch.begin(candidate);
    Optional<byte[]> payload = Optional.empty();
    while (payload.isEmpty()) {
      payload = fetch.advance();
    }
    return payload.get();
  }

  @Override
  public void close() {
    fetch.close();
  }
}
