/** What a train job is set to do. */
package dev.tandem.trainer.settings;
