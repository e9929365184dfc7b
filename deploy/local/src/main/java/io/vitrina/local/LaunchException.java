package io.vitrina.local;

/** Something that stops a command, told in one sentence a person can act on; the command ends with status 1. */
public class LaunchException extends RuntimeException {

    public LaunchException(String sentence) {
        super(sentence);
    }

    public LaunchException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
