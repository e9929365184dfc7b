package io.vitrina.auth.recovery;

/** A request that sets a new password. */
interface NewPassword {

    String newPassword();

    String newPasswordConfirm();
}
