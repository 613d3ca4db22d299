/** The jobs on a real broker and a real Flink cluster in this process. */
package dev.tandem.tests.jobs;
