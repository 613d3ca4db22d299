/** Recorded logs and how they come into a broker. */
package dev.tandem.tests.log;
