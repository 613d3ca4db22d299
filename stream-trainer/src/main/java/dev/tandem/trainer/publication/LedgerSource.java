package dev.tandem.trainer.publication;

import dev.tandem.schemas.ModelKey;
import java.io.Serializable;

/** Where a job looks up what its model has on the topic. */
@FunctionalInterface
public interface LedgerSource extends Serializable {
  /** Of jobs whose versions go to no topic. */
  LedgerSource NONE =
      () ->
          new LedgerReader() {
            @Override
            public Ledger read() {
              return Ledger.EMPTY;
            }

            @Override
            public Ledger readOn() {
              return Ledger.EMPTY;
            }
          };

  /** One that has read nothing. */
  LedgerReader open();

  /** As it is now: everything that was written before the call is either in it, or lost. */
  default Ledger read() {
    return open().read();
  }

  /**
   * A version.
   *
   * @throws UnreadableVersionException if it is not there
   */
  default VersionContent content(ModelKey version) {
    throw new UnreadableVersionException(
        "%s cannot be read: this job's versions go to no topic".formatted(version));
  }
}
