package dev.tandem.serving;

import dev.tandem.serving.inference.TopClasses;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How a consumer is reached by HTTP.
 *
 * @param address where it listens; empty for nowhere
 * @param maxBytes the largest request body that is read
 * @param top how many classes answers name, where a request does not say
 */
public record HttpSettings(Optional<InetSocketAddress> address, int maxBytes, TopClasses top) {}
