package io.vitrina.auth.user;

/**
 * Somebody says that an address is theirs; told within the transaction that remembers the claim.
 *
 * @param email the address to prove
 * @param change whether it will replace one that the account has already
 */
public record EmailClaimed(long userId, String email, String language, boolean change) {}
