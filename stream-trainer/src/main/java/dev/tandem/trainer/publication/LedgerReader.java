package dev.tandem.trainer.publication;

/** Reads one model's ledger, and then what has come to it since. */
public interface LedgerReader {
  /**
   * As it is now: everything that was written before the call is either in it, or lost. Waits for
   * transactions that are open.
   */
  Ledger read();

  /**
   * With what was committed since it was read last, and no more is read than that. Waits for no
   * transaction, so that training can call it.
   */
  Ledger readOn();
}
