package io.vitrina.local.audit;

/**
 * One of the shop's invariants, with what each side counted.
 *
 * @param cart the cart's figure; a dash where it has none
 * @param catalog the catalogue's figure; a dash where it has none
 */
public record Invariant(String name, String cart, String catalog, boolean holds) {

    static final String NO_FIGURE = "-";

    public String line() {
        return "%-6s  %s | cart: %s | catalog: %s".formatted(holds ? "ok" : "BROKEN", name, cart, catalog);
    }
}
