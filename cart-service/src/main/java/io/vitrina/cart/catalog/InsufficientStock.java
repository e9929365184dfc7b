package io.vitrina.cart.catalog;

import io.vitrina.cart.config.CartProblems;
import io.vitrina.kit.problem.ProblemException;
import java.util.List;

/** Less is there than was asked for: 409, each short line in the member {@code items}. */
public class InsufficientStock extends ProblemException {

    public InsufficientStock(List<Shortage> shortages) {
        super(CartProblems.INSUFFICIENT_STOCK, "less is in stock than you ask for");
        with("items", shortages);
    }
}
