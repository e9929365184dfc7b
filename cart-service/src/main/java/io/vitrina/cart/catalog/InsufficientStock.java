package io.vitrina.cart.catalog;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.kit.problem.ProblemException;
import java.util.List;

/** Less is there than was asked for: 409, each short line in the member {@code items}. */
public class InsufficientStock extends ProblemException {

    private final transient List<Shortage> shortages;

    public InsufficientStock(List<Shortage> shortages) {
        super(CartProblems.INSUFFICIENT_STOCK, "less is in stock than you ask for");
        this.shortages = shortages;
        with("items", shortages);
    }

    /** Whether it is because the product can't be bought at all. */
    public boolean isOffSale(long productId) {
        return shortages.stream().anyMatch(line -> line.productId() == productId && !line.onSale());
    }
}
