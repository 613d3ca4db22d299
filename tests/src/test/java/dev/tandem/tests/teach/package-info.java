/** A model that is taught by recordings. */
package dev.tandem.tests.teach;
