package dev.tandem.serving;

/** How a live model stands. */
public enum ModelHealth {
  /** No version was loaded yet. */
  LOADING,
  /** The newest version that was published answers. */
  READY,
  /** An earlier version answers, because a newer one was refused or the topics cannot be read. */
  STALE,
  /** Following ended by an error; the last good version still answers, if there was one. */
  FAILED
}
