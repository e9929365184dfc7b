-- POST /auth/verify looks a claimed address up by what its owner typed.
CREATE INDEX ix_user_account_pending_email ON user_account (lower(pending_email)) WHERE pending_email IS NOT NULL;
