/** What the HTTP servers of all modules share. */
package dev.tandem.schemas.http;
