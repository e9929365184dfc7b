package io.vitrina.simulator.webhook;

import io.vitrina.simulator.ledger.Provider;

/**
 * One attempt to deliver a notification.
 *
 * @param attempt counted from 1
 * @param status the shop's HTTP status; 0 when there was no answer
 */
public record Delivery(Provider provider, String id, String event, int attempt, int status) {}
