/** Where the board's records come from: threads that read, commit nothing and hold up nobody. */
package dev.tandem.monitoring.feed;
