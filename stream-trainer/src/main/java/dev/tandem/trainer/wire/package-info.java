/** Names that state of earlier builds has. */
package dev.tandem.trainer.wire;
