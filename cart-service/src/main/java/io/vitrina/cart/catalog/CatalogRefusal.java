package io.vitrina.cart.catalog;

import java.util.List;

/** The catalogue answered, and the answer is no: final, not a fault. */
class CatalogRefusal extends RuntimeException {

    private final int status;
    private final String reservationStatus;
    private final List<Shortage> shortages;

    CatalogRefusal(int status, String reservationStatus, List<Shortage> shortages) {
        super("the catalogue answered " + status, null, false, false);
        this.status = status;
        this.reservationStatus = reservationStatus;
        this.shortages = shortages;
    }

    int status() {
        return status;
    }

    /** What the reservation is, where that is why; else null. */
    String reservationStatus() {
        return reservationStatus;
    }

    List<Shortage> shortages() {
        return shortages;
    }
}
