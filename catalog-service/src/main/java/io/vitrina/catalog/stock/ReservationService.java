package io.vitrina.catalog.stock;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.vitrina.catalog.cache.CatalogChange;
import io.vitrina.catalog.config.Bounded;
import io.vitrina.catalog.config.DatabaseException;
import io.vitrina.catalog.config.TryAgain;
import io.vitrina.catalog.stock.Reservation.Line;
import io.vitrina.catalog.stock.Reservation.Shortfall;
import io.vitrina.kit.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds stock for orders, sells it or gives it back. Each command may come twice, late, or before the one that should
 * have come first; none undoes what a later one has done.
 */
@ApplicationScoped
@Bounded
class ReservationService {

    private final ReservationRepository reservations;
    private final ReservationWrites writes;
    private final StockLedger stock;
    private final Event<CatalogChange> changes;

    ReservationService(
            ReservationRepository reservations,
            ReservationWrites writes,
            StockLedger stock,
            Event<CatalogChange> changes) {
        this.reservations = reservations;
        this.writes = writes;
        this.stock = stock;
        this.changes = changes;
    }

    /** All lines or none. */
    @Transactional
    Reservation reserve(UUID orderId, List<Line> lines, long ttlSeconds) {
        Optional<ReservationWrites.Attempt> attempt = writes.hold(orderId, lines, ttlSeconds);
        if (attempt.isEmpty()) {
            return repeated(current(orderId), lines);
        }
        Reservation held = attempt.get().reservation();
        if (held.items().size() < lines.size()) {
            throw shortOf(lines.stream().filter(line -> !held.has(line)).toList(), true);
        }
        moved(lines, attempt.get().soldOut());
        return held;
    }

    /** The stock is sold. Nearly always by one statement, which is a transaction by itself. */
    Reservation commit(UUID orderId) {
        return writes.sell(orderId)
                .orElseGet(() -> QuarkusTransaction.joiningExisting().call(() -> commitWhateverItIs(orderId)));
    }

    private Reservation commitWhateverItIs(UUID orderId) {
        Reservation reservation = current(orderId);
        List<Line> lines = lines(reservation);
        switch (reservation.status()) {
            case COMMITTED -> {
                return reservation;
            }
            case RELEASED -> throw refused(reservation, "the reservation was released");
            // The order was paid for after its time: hidden products are sold as well, if only they are there.
            case EXPIRED -> take(lines);
            case HELD -> {}
        }
        reservations.sell(lines);
        return marked(reservation, ReservationStatus.COMMITTED);
    }

    /** The stock goes back on sale, and nothing will be held under this order id again. */
    @Transactional
    Reservation release(UUID orderId) {
        if (reservations.insert(orderId, ReservationStatus.RELEASED, 0).isPresent()) {
            return current(orderId);
        }
        Reservation reservation = current(orderId);
        switch (reservation.status()) {
            case RELEASED -> {
                return reservation;
            }
            case COMMITTED -> throw refused(reservation, "the reservation is committed");
            case HELD -> giveBackIfItAddsUp(reservation);
            case EXPIRED -> {}
        }
        return marked(reservation, ReservationStatus.RELEASED);
    }

    /** A refusal is final for the caller: what is held stays so until somebody repairs the stock, and then expires. */
    private void giveBackIfItAddsUp(Reservation reservation) {
        try {
            giveBack(lines(reservation));
        } catch (DatabaseException e) {
            throw DatabaseException.isBrokenCheck(e)
                    ? refused(reservation, "the stock of its products does not add up; it has to be repaired first")
                    : e;
        }
    }

    /** The order was refunded before anything was shipped: what was sold goes back on sale. */
    @Transactional
    Reservation takeBack(UUID orderId) {
        Reservation reservation = current(orderId);
        List<Line> lines = lines(reservation);
        switch (reservation.status()) {
            case RELEASED -> {
                return reservation;
            }
            case HELD -> giveBack(lines);
            case EXPIRED -> {}
            case COMMITTED -> {
                reservations.takeBack(lines);
                moved(lines, true);
            }
        }
        return marked(reservation, ReservationStatus.RELEASED);
    }

    /** Gives back what is held too long, all of it or nothing; how many reservations that were. */
    @Transactional
    int expireDue(int limit) {
        List<UUID> due = reservations.lockDue(limit, List.of());
        if (!due.isEmpty()) {
            giveBack(reservations.sums(due));
            reservations.mark(due, ReservationStatus.EXPIRED);
        }
        return due.size();
    }

    /** What {@link #expireDue} would give back, but for some. */
    List<UUID> due(int limit, Collection<UUID> except) {
        return reservations.lockDue(limit, except);
    }

    /** Gives back one of those that are {@link #due}, unless somebody else has done so. */
    @Transactional
    void expire(UUID orderId) {
        Reservation reservation = current(orderId);
        if (reservation.status() == ReservationStatus.HELD) {
            giveBack(lines(reservation));
            marked(reservation, ReservationStatus.EXPIRED);
        }
    }

    private static Reservation repeated(Reservation standing, List<Line> lines) {
        boolean stands =
                standing.status() == ReservationStatus.HELD || standing.status() == ReservationStatus.COMMITTED;
        if (!stands) {
            throw refused(standing, "the reservation is " + standing.status().text());
        }
        if (!standing.holds(lines)) {
            throw refused(standing, "the order holds other items");
        }
        return standing;
    }

    private void take(List<Line> lines) {
        ReservationRepository.Taken taken = reservations.take(lines);
        if (!taken.missing().isEmpty()) {
            throw shortOf(taken.missing(), false);
        }
        moved(lines, taken.soldOut());
    }

    /**
     * To be thrown: it ends the transaction, and so gives back the lines that could be taken.
     *
     * @param lines which could not; what the transaction took itself would look like sold
     */
    private RuntimeException shortOf(List<Line> lines, boolean onSaleOnly) {
        List<Shortfall> missing = reservations.availability(lines, onSaleOnly).stream()
                .filter(line -> line.available() < line.requested())
                .toList();
        if (missing.isEmpty()) {
            // Somebody gave stock back between the two statements.
            return new TryAgain("the stock of these products moves too fast");
        }
        return ProblemException.conflict("less is on sale than is wanted").with("items", missing);
    }

    private void giveBack(List<Line> lines) {
        reservations.giveBack(lines);
        moved(lines, true);
    }

    /** @param mayShowOrHide whether one of them may have been sold out before, or be so now */
    private void moved(List<Line> lines, boolean mayShowOrHide) {
        List<Long> products = lines.stream().map(Line::productId).toList();
        changes.fire(CatalogChange.ofStock(products, mayShowOrHide && stock.showOrHide(products)));
    }

    private Reservation current(UUID orderId) {
        return reservations.lock(orderId).orElseThrow(() -> ProblemException.notFound("reservation"));
    }

    private Reservation marked(Reservation reservation, ReservationStatus status) {
        reservations.mark(List.of(reservation.orderId()), status);
        return new Reservation(reservation.orderId(), status, reservation.expiresAt(), reservation.items());
    }

    private static List<Line> lines(Reservation reservation) {
        return reservation.items().stream()
                .map(item -> new Line(item.productId(), item.quantity()))
                .toList();
    }

    private static ProblemException refused(Reservation reservation, String detail) {
        return ProblemException.conflict(detail)
                .with("reservation_status", reservation.status().text());
    }
}
