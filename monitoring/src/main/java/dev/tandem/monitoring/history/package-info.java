/**
 * What is kept of a run's past: sums over stretches of time, which become longer the older they
 * are, so that a run of months takes little more than one of an hour.
 */
package dev.tandem.monitoring.history;
