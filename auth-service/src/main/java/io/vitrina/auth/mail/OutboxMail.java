package io.vitrina.auth.mail;

import java.time.Instant;

/**
 * A letter to be written and sent.
 *
 * @param userId whose it is; null while that isn't known
 * @param nonce from which its code or token is computed; null when it holds none
 */
public record OutboxMail(
        long id, MailKind kind, Long userId, String recipient, String language, byte[] nonce, Instant createdAt) {}
