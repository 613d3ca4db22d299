/** The command {@code tandem}: everything Tandem does, from one process. */
package dev.tandem.app;
