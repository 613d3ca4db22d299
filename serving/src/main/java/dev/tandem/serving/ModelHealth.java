package dev.tandem.serving;

/** How a live model stands. */
public enum ModelHealth {
  /** No version was loaded yet. */
  LOADING,
  /** The version that is wanted answers: the newest, or the pinned one. */
  READY,
  /** Another version answers, because the wanted one was refused or the topics cannot be read. */
  STALE,
  /** Following ended by an error; the last good version still answers, if there was one. */
  FAILED
}
