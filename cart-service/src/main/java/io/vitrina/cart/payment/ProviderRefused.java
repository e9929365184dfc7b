package io.vitrina.cart.payment;

/** The provider said no, and the same call would be refused again. */
public class ProviderRefused extends RuntimeException {

    private final String code;

    /** @param code the provider's own word for the reason, at most 100 characters */
    public ProviderRefused(String code) {
        super("the payment provider refused: " + code);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
