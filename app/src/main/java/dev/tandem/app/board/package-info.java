/** The live board as the command starts it: by itself, and with a demo. */
package dev.tandem.app.board;
