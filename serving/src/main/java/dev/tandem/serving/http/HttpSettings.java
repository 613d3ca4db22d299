package dev.tandem.serving.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How a consumer is reached by HTTP.
 *
 * @param address where it listens; empty for nowhere
 * @param maxBytes the largest request body that is read
 */
public record HttpSettings(Optional<InetSocketAddress> address, int maxBytes) {}
