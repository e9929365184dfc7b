package io.vitrina.simulator.ledger;

/** What a payment's state does not allow. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }
}
