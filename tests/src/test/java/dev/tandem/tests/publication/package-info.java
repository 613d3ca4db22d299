/** What becomes of versions when transactions are lost, on a real broker and a real Flink. */
package dev.tandem.tests.publication;
