package io.vitrina.auth.totp;

import java.util.UUID;

/** A second factor was shown within a session; told within the transaction that took it. */
public record SecondFactorShown(long userId, UUID sessionId) {}
