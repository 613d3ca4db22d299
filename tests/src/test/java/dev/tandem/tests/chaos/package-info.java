/** What happens when processes are killed: nothing, to the models. */
package dev.tandem.tests.chaos;
