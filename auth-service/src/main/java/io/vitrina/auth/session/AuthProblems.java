package io.vitrina.auth.session;

import io.vitrina.kit.problem.ProblemKind;
import java.util.Locale;

/** Errors that only this service answers with. */
public enum AuthProblems implements ProblemKind {
    /** The password was right, and a code of the second factor is missing, wrong or used before. */
    TOTP_REQUIRED(401, "Unauthorized");

    private final int status;
    private final String title;

    AuthProblems(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
